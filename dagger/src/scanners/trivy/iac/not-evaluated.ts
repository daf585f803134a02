/** What is said of a file that Trivy did not evaluate, or not wholly. */
import { counted } from "../../../core/counted.ts";
import type { Gap } from "../../../core/gap.ts";
import type { Witnessed } from "./witnessed.ts";

const MEND = "Mend the file so that it parses, or exclude it in the policy.";

export const notEvaluated = (path: string, message: string, hint = MEND): Gap => ({
  code: "trivy.not-evaluated",
  message: `${path} ${message}`,
  hint,
});

export const evaluatedOf = (documents: number, read: number): string =>
  `holds ${counted(documents, "document")}, of which ${read} ${read === 1 ? "was" : "were"} evaluated.`;

interface Documents {
  readonly path: string;
  /** How many of them have to be evaluated. */
  readonly documents: number;
}

export const partlyEvaluated = (files: readonly Documents[], seen: Witnessed): Gap[] =>
  files
    .filter(({ path, documents }) => seen.count(path) < documents)
    .map(({ path, documents }) => notEvaluated(path, evaluatedOf(documents, seen.count(path))));

/**
 * Trivy takes a list for one thing, and passes over what is in it.
 *
 * @param files of which that is known before they are rendered
 */
export const listsUnread = (
  files: readonly { path: string; list: boolean }[],
  seen: Witnessed,
): Gap[] => {
  const lists = files.filter(({ list }) => list).map(({ path }) => path);
  return [...new Set([...lists, ...seen.with("items")])].map((path) =>
    notEvaluated(path, "holds a List, or a list of one kind, whose items are not evaluated."),
  );
};

const WRITE_OUT = "Write out what they bring in, or exclude it in the policy.";

/** To Trivy `<<` is a key like any other, and no check asks for it. */
export const mergeKeysUnread = (seen: Witnessed): Gap[] =>
  seen
    .with("merge keys")
    .map((path) =>
      notEvaluated(path, "has merge keys (<<), and was evaluated without them.", WRITE_OUT),
    );
