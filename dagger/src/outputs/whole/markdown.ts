/** report.md over several services: a table with a link to each one's own report. */
import type { Whole } from "../../core/whole.ts";
import { forMarkdown } from "../inert.ts";
import { changeLines, summary } from "../words.ts";

const MOST_CHANGES = 20;

export function wholeMarkdown({ verdict, services, missing, leftOut }: Whole): string {
  const rows = services.map(
    (each) =>
      `| ${each.verdict} | [${forMarkdown(each.service)}](${encodeURIComponent(each.service)}/report.md) | ${forMarkdown(summary(each))} |`,
  );
  const others = [
    ...missing.map(({ service, reason }) => ["incomplete", service, reason] as const),
    ...leftOut.map(({ service, reason }) => ["left out", service, reason] as const),
  ].map((cells) => `| ${cells.map((cell) => forMarkdown(cell)).join(" | ")} |`);
  const changed = [...new Set(services.flatMap(changeLines))].slice(0, MOST_CHANGES);
  const changes =
    changed.length > 0
      ? ["### Changed here", "", ...changed.map((line) => `1. ${forMarkdown(line, 400)}`), ""]
      : [];
  return [
    `## Greengate: ${verdict.toUpperCase()}`,
    "",
    ...changes,
    "| verdict | service | |",
    "| --- | --- | --- |",
    ...rows,
    ...others,
    "",
  ].join("\n");
}
