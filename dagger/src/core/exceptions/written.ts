/** An exception as a policy has it: its zod schema. */
import { z } from "zod";
import { text, texted } from "../text.ts";
import { parseDay } from "../time.ts";
import { parsePurl } from "./purl.ts";
import { parseVersions } from "./versions.ts";

/** https://github.com/openvex/spec: Status Justifications. */
export const JUSTIFICATIONS = [
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
] as const;

const A_DAY = "a day of the calendar, YYYY-MM-DD";
const day = z.string({ error: A_DAY }).refine((text) => parseDay(text) !== undefined, A_DAY);

const aRange = (text: string, { addIssue }: z.RefinementCtx<string>): void => {
  const parsed = parseVersions(text);
  if (parsed.ok) return;
  const { message, hint } = parsed.error;
  addIssue({ code: "custom", message: `a version range. ${message} ${hint}` });
};

export const exception = z
  .strictObject({
    id: texted("an advisory, rule or fingerprint, such as CVE-2024-0001")
      .refine((id) => !/[*?]/.test(id), "one advisory or rule; a wildcard would hide the next one")
      .describe("Advisory, rule or finding fingerprint, as the verdict shows it"),
    reason: texted("a reason, in words: why this is accepted").describe("Why this is accepted"),
    owner: texted("an owner: who answers for it").describe("Who answers for it"),
    until: day
      .optional()
      .describe("The last day on which it counts, in UTC; needed unless untilFixed is given"),
    untilFixed: z
      .boolean()
      .default(false)
      .describe("Ends once a fixed version of a package that it covers exists"),
    since: day
      .optional()
      .describe("The first day; needed where limits.exceptionMaxDays says how long it may run"),
    package: text.optional().describe("Only in the package of this name"),
    purl: text
      .refine(
        (text) => parsePurl(text).ok,
        "a package URL, such as pkg:npm/lodash@4.17.4, or that without its version",
      )
      .optional()
      .describe("Only in this package: a package URL, with or without its version"),
    versions: text
      .superRefine(aRange)
      .optional()
      .describe("Of that package only these versions, in VERS: vers:npm/>=4.0.0|<4.17.21"),
    path: text.optional().describe("Only at this path, as the verdict shows it"),
    service: text.optional().describe("Only in this one of several services"),
    stage: text.optional().describe("Only where this stage alone reports it"),
    justification: z
      .enum(JUSTIFICATIONS)
      .optional()
      .describe("OpenVEX's word for it, where the service is not affected at all"),
  })
  .superRefine((given, { addIssue }) => {
    const { until, untilFixed, since, purl, versions } = given;
    const issue = (path: keyof typeof given, message: string) =>
      addIssue({ code: "custom", path: [path], message });
    if (until === undefined && !untilFixed) issue("until", "a last day, or untilFixed: true");
    if (until !== undefined && since !== undefined && since > until) {
      issue("since", "a day that is not after until");
    }
    if (versions === undefined) return;
    const range = parseVersions(versions);
    const named = purl === undefined ? undefined : parsePurl(purl);
    if (!named) issue("purl", "the package whose versions these are");
    else if (named.ok && named.value.version) {
      issue("versions", "no range beside a purl that has a version");
    } else if (named.ok && range.ok && range.value.type !== named.value.type) {
      issue("versions", `versions of the purl's own type, vers:${named.value.type}/…`);
    }
  });

export type Exception = z.output<typeof exception>;
