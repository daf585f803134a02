/** ECR's recorded answers, and runs over them. */
import { decideRun, fixture, greenRun, type Run, withReport } from "./run.ts";

export interface Page {
  imageId: { imageDigest?: string };
  imageScanStatus: { status: string; description?: string };
  imageScanFindings?: {
    findings?: object[];
    enhancedFindings?: object[];
    imageScanCompletedAt?: string;
    findingSeverityCounts?: object;
  };
  nextToken?: string | null;
}

export const stage = "ecr-scan";

export const recorded = (name: string) =>
  JSON.parse(fixture(`ecr/${name}.json`).toString()) as Page;

/** The honest run with these pages as ECR's answer. */
export const runOf = (...pages: unknown[]): Run =>
  pages.reduce<Run>((run, page, index) => {
    const name = index === 0 ? "report.json" : `report-${index + 1}.json`;
    return withReport(run, stage, Buffer.from(JSON.stringify(page)), name);
  }, greenRun());

export const gapsOf = (run: Run) =>
  decideRun(run).stages.find((each) => each.stage === stage)?.gaps ?? [];

export const codesOf = (run: Run) => gapsOf(run).map(({ code }) => code);

export const findingsOf = (run: Run) =>
  decideRun(run).findings.filter(({ sources }) => sources.some((each) => each.stage === stage));
