/**
 * What ECR says of a scan's state, and which of it counts. A status that is none of these, or
 * a new one, does not count: the API gained three since 2024.
 */
import type { EcrPage } from "./report.ts";

/** COMPLETE is of a scan that ended, ACTIVE of enhanced scanning that goes on watching. */
const DONE = ["COMPLETE", "ACTIVE"];
const WAITING = ["IN_PROGRESS", "PENDING"];

const HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    IN_PROGRESS: "Ask again once it has ended: `greengate ecr-scan` waits for it.",
    PENDING: "Ask again once it has ended: `greengate ecr-scan` waits for it.",
    FAILED: "Start it again with `aws ecr start-image-scan` and look at the reason that ECR gives.",
    UNSUPPORTED_IMAGE:
      "Build on a base image that ECR scans: Alpine, Amazon Linux, Debian, Red Hat or Ubuntu with its package database; enhanced scanning knows more of them.",
    SCAN_ELIGIBILITY_EXPIRED:
      "Enhanced scanning stopped watching the image: push it anew, or lengthen Amazon Inspector's re-scan duration.",
    FINDINGS_UNAVAILABLE:
      "Start a scan, and check that scanning (or Amazon Inspector) is on for this account and region.",
    LIMIT_EXCEEDED: "A quota of scans is used up: wait for it to renew, or have it raised.",
    IMAGE_ARCHIVED: "Restore the image from the archive, then scan it.",
    IMAGE_SIZE_EXCEEDED: "The image is larger than what ECR scans: make it smaller.",
  }),
);

export const isDone = (status: string): boolean => DONE.includes(status);

/** What to do about a status that does not count. */
export const hintOf = (status: string): string =>
  HINTS.get(status) ?? "Only COMPLETE counts, and ACTIVE of enhanced scanning.";

/**
 * Whether a scan that says that it is done shows results too. ECR says COMPLETE, or ACTIVE, with an
 * empty list before there are any (aws/aws-sdk#289, aws/aws-cli#6759).
 */
export function hasResults(page: EcrPage): boolean {
  const found = page.imageScanFindings;
  return (
    hasList(page) &&
    found?.imageScanCompletedAt !== undefined &&
    found.findingSeverityCounts !== undefined
  );
}

export const hasList = ({ imageScanFindings: found }: EcrPage): boolean =>
  (found?.findings ?? found?.enhancedFindings) !== undefined;

/** Whether asking again may show more. */
export function isStillToCome(page: EcrPage): boolean {
  const { status } = page.imageScanStatus;
  return WAITING.includes(status) || (isDone(status) && !hasResults(page));
}
