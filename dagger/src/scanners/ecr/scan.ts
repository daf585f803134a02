/**
 * ECR's own scan of the pushed image, basic or enhanced.
 * Proves that it looked: it is of the digest that was built and pushed, it ended, all its pages are
 * there and hold as many findings as ECR counted, it is recent and so is what it knows.
 * References: aws/aws-sdk#289 and aws/aws-cli#6759 (done, with no results yet), kubescape#2962
 * (enhanced findings dropped). The command line exits 0 in every state.
 */
import { type Reading, type StageInput, unreadable } from "../../core/evidence.ts";
import type { Gap } from "../../core/gap.ts";
import { readJson } from "../../core/json/read.ts";
import type { Scanner } from "../scanner.ts";
import { imageGaps, pageGaps, resultGaps, timeGaps } from "./evidence.ts";
import { ecrFindings } from "./findings.ts";
import { type EcrPage, ecrPage, pageFile } from "./report.ts";

const ECR = "ecr";

export const ecrScan: Scanner = {
  stage: "ecr-scan",
  title: "Pushed image (ECR's own scan)",
  outputs: [pageFile(1)],
  finds: ["vulnerability"],
  mayNotApply: false,
  after: "publish",
  install:
    "After the push run `greengate ecr-scan REPORTS_DIR IMAGE@DIGEST`, or `dagger call ecr-scan`.",
  read,
};

function read(input: StageInput): Reading {
  const { pages, gaps } = readPages(input);
  const [first] = pages;
  if (!first) return unreadable(ECR, ...gaps);
  const findings = pages.flatMap(ecrFindings);
  const { imageScanStatus, imageScanFindings: found } = first;
  const enhanced = pages.some((page) => page.imageScanFindings?.enhancedFindings);
  return {
    findings,
    tool: { name: ECR, version: "" },
    facts: [
      { name: "status", value: `${imageScanStatus.status} (${enhanced ? "enhanced" : "basic"})` },
      { name: "image", value: first.imageId.imageDigest ?? "no digest" },
      { name: "scanned", value: found?.imageScanCompletedAt ?? "no date" },
      { name: "database", value: `updated ${found?.vulnerabilitySourceUpdatedAt ?? "no date"}` },
      { name: "pages", value: String(pages.length) },
    ],
    gaps: [
      ...gaps,
      ...pageGaps(pages, input.files.size),
      ...resultGaps(pages),
      ...imageGaps(pages, input),
      ...timeGaps(first, input),
    ],
    notes: enhanced ? [] : ["ECR's basic scanning looks at the operating system's packages only."],
  };
}

/** Every page that can be read, in order; what one of them found counts though another is broken. */
function readPages({ files }: StageInput): { pages: EcrPage[]; gaps: Gap[] } {
  const pages: EcrPage[] = [];
  const gaps: Gap[] = [];
  for (let page = 1; page === 1 || files.has(pageFile(page)); page += 1) {
    const parsed = readJson(files.get(pageFile(page)), `Page ${page} of ECR's answer`, ecrPage);
    if (parsed.ok) pages.push(parsed.value);
    else gaps.push(parsed.error);
  }
  return { pages, gaps };
}
