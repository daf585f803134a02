/**
 * Exceptions in force as an OpenVEX 0.2.0 document. Accepting a risk for a while is no claim that
 * there is none: only an exception with a `justification` says `not_affected`, every other says
 * `affected`, with what was decided as its action statement.
 */
import { createHash } from "node:crypto";
import { PackageURL } from "packageurl-js";
import { type Entry, unfixed } from "../../core/exceptions/entry.ts";
import { untilWords } from "../../core/exceptions/judged.ts";
import type { Verdict } from "../../core/verdict.ts";
import { version } from "../../version.ts";
import { oneLine } from "../shared/inert.ts";

interface Component {
  readonly "@id": string;
  readonly subcomponents?: readonly { readonly "@id": string }[];
}

/** What is said of one vulnerability in its products. */
export interface Said {
  readonly id: string;
  readonly products: readonly Component[];
  readonly owner: string;
  readonly reason: string;
  readonly justification?: string | undefined;
  readonly until?: string | undefined;
  readonly untilFixed: boolean;
}

export interface Export {
  readonly said: readonly Said[];
  /** What can't be said in VEX, in words. */
  readonly left: readonly string[];
}

/** Of one verdict: each exception of a policy or ignore file, for each package that it covers. */
export function saidOf(verdict: Verdict): Export {
  const findings = new Map(verdict.findings.map((finding) => [finding.fingerprint, finding]));
  const left: string[] = [];
  const said = verdict.exceptions
    .filter(({ state, from }) => state === "in-force" && from.kind !== "vex")
    .flatMap((exception) =>
      exception.covers.flatMap((fingerprint): Said[] => {
        const finding = findings.get(fingerprint);
        if (finding?.action !== "excepted") return [];
        // It has ended for this one, and another exception holds.
        if (exception.untilFixed && !unfixed(finding)) return [];
        const purls = [...new Set(finding.packages.map(({ purl }) => purl))];
        if (purls.length === 0 || purls.includes("")) {
          left.push(`${exception.id} is of no package that has a package URL`);
          return [];
        }
        const image = productOf(verdict);
        const subcomponents = purls.map((purl) => ({ "@id": purl }));
        return [{ ...exception, id: finding.id, products: [{ "@id": image, subcomponents }] }];
      }),
    );
  return { said, left };
}

/** The image by its digest where it is known, else the service by its name. */
const productOf = ({ service, image }: Verdict): string =>
  new PackageURL("oci", undefined, service, image?.manifest).toString();

/** Of a policy alone: what names its package by a package URL, and is not narrower than VEX can say. */
export function saidByPolicy(entries: readonly Entry[]): Export {
  const left: string[] = [];
  const said = entries.flatMap((entry): Said[] => {
    const why = whyLeft(entry);
    if (why !== undefined) {
      left.push(`${entry.id} ${why}: export it from a reports folder`);
      return [];
    }
    const products = (entry.scope.purls ?? []).map((purl) => ({ "@id": String(purl) }));
    return [{ ...entry, products }];
  });
  return { said, left };
}

function whyLeft({ scope, scopeWords }: Entry): string | undefined {
  if (scope.versions) return "is of a range of versions";
  if (!scope.purls || scope.purls.length === 0) return "names no package URL";
  const [limit] = scopeWords.filter((words) => !words.startsWith("purl "));
  return limit === undefined ? undefined : `is limited by ${limit.split(" ")[0]}`;
}

/**
 * @param now milliseconds since 1970, the document's time
 * @returns the document; the same exceptions at the same time give the same bytes
 */
export function openVexDocument(said: readonly Said[], now: number): string {
  const timestamp = new Date(now).toISOString();
  const statements = uniquely(said.map(statementOf));
  const digest = createHash("sha256")
    .update(JSON.stringify([timestamp, statements]))
    .digest("hex");
  const document = {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `https://openvex.dev/docs/public/vex-${digest}`,
    author: [...new Set(said.map(({ owner }) => oneLine(owner)))].join(", "),
    timestamp,
    version: 1,
    tooling: `greengate ${version}`,
    statements,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function statementOf({ id, products, owner, reason, justification, ...days }: Said): object {
  const accepted = oneLine(`Accepted by ${owner} ${untilWords(days)}: ${reason}`, 1000);
  return {
    vulnerability: { name: id },
    products,
    ...(justification === undefined
      ? { status: "affected", action_statement: accepted }
      : { status: "not_affected", justification, status_notes: accepted }),
  };
}

const uniquely = (statements: readonly object[]): unknown[] =>
  [...new Set(statements.map((each) => JSON.stringify(each)))].map((text) => JSON.parse(text));
