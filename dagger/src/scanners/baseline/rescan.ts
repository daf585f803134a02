/**
 * Why is a finding new? The baseline's bills of materials are scanned again with today's database:
 * what that shows in what was there then, no change brought. Where the evidence is not whole nothing
 * is said, and a policy takes every new finding as the change's own; a scan that shows too little
 * errs to the same side.
 */

import { z } from "zod";
import { counted } from "../../core/counted.ts";
import type { Fact, Reading, StageInput } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { joinFindings } from "../../core/join-findings.ts";
import type { Rescan } from "../../core/knowledge.ts";
import { createdDuringRun } from "../freshness.ts";
import type { Scanner } from "../scanner.ts";
import { canaryArguments, sbomScanArguments } from "../trivy/command.ts";
import { CANARY_FILES, canaryFound, databaseAge } from "../trivy/database.ts";
import { readTrivyReport, trivyFindings } from "../trivy/report.ts";
import { INSTALL, trivy } from "../trivy/tool.ts";

export const RESCAN = "baseline-scan";

/** The stages whose bills of materials are scanned again. */
export const WITH_BOM = ["trivy-image", "trivy-fs"] as const;
type WithBom = (typeof WITH_BOM)[number];

export interface OldBoms {
  /** Stage → its bill of materials, CycloneDX. */
  readonly boms: Readonly<Partial<Record<WithBom, string>>>;
  /** DiffID of the image's first layer. */
  readonly firstLayer: string | undefined;
  /** Digest of the verdict.json that they lay beside. */
  readonly of: string;
}

const evidence = z.object({
  of: z.string(),
  firstLayer: z.string().optional(),
  targets: z.array(z.string()).min(1),
});

const bomFile = (stage: string) => `${stage}.cdx.json`;
const reportFile = (bom: string) => bom.replace(/\.cdx\.json$/, ".json");

/** How it is run, like any other scanner. */
export function rescanner({ boms, of, firstLayer }: OldBoms): Scanner {
  const planted = Object.fromEntries(
    Object.entries(boms).map(([stage, text]) => [bomFile(stage), text]),
  );
  const targets = Object.keys(planted);
  return {
    stage: RESCAN,
    title: "The baseline's bill of materials (Trivy sbom)",
    outputs: ["canary.json", ...targets.map(reportFile)],
    mayNotApply: false,
    install: INSTALL,
    invocation: {
      tool: trivy,
      seconds: 600,
      database: true,
      select: () => ({
        targets,
        planted,
        // None of them is a file of the source.
        wants: undefined,
        evidence: { of, ...(firstLayer !== undefined && { firstLayer }) },
        none: "the baseline's folder holds no bill of materials",
      }),
      beside: CANARY_FILES,
      calls: ({ source, beside, raw, cache }) => [
        ...targets.map((bom) => {
          const output = `${raw}/${reportFile(bom)}`;
          return { args: sbomScanArguments({ target: `${source}/${bom}`, output, cache }) };
        }),
        { args: canaryArguments({ target: beside, output: `${raw}/canary.json`, cache }) },
      ],
    },
    read: (input) => readRescan(input, of).reading,
  };
}

/**
 * @param of digest of the baseline that is compared with
 * @returns what was found again; with any gap in the reading it does not count
 */
export function readRescan(
  input: StageInput,
  of: string,
): { reading: Reading; rescan: Extract<Rescan, { shows: unknown }> } {
  const recorded = evidence.safeParse(input.record?.evidence).data;
  const database = databaseAge(input);
  const canary = canaryFound(input);
  const gaps: Gap[] = [...database.gaps, ...canary.gaps, ...ofAnother(recorded?.of, of)];
  const facts: Fact[] = [...database.facts, ...canary.facts];
  let version = "";
  const stages = (recorded?.targets ?? []).map((bom) => {
    const name = reportFile(bom);
    const report = readTrivyReport(input.files.get(name), name);
    if (!report.ok) {
      gaps.push(report.error);
      return { stage: bom, tool: "trivy", findings: [] };
    }
    version = report.value.Trivy.Version;
    gaps.push(...createdDuringRun(report.value.CreatedAt, input));
    return { stage: bom, tool: "trivy", findings: trivyFindings(report.value) };
  });
  const shows = new Set(joinFindings(stages).map(({ fingerprint }) => fingerprint));
  facts.unshift({
    name: "scanned again",
    value: `${counted(stages.length, "bill")}, ${counted(shows.size, "finding")}`,
  });
  return {
    reading: { findings: [], tool: { name: "trivy", version }, facts, gaps, notes: [] },
    rescan: { shows, firstLayer: recorded?.firstLayer },
  };
}

function ofAnother(recorded: string | undefined, of: string): Gap[] {
  if (recorded === of) return [];
  const message = "The bills of materials that were scanned again are not this baseline's.";
  return [{ code: "baseline.other", message, hint: "Run the gate again with this baseline." }];
}
