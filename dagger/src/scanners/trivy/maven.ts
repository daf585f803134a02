/**
 * What a pom.xml asks for and Trivy leaves out (measured, 0.76). An optional dependency is one only to
 * projects that depend on this one: in its own image it is installed. Profiles' own are not followed.
 */
import { z } from "zod";
import { few } from "../../core/few.ts";

/** @returns the text without the word; undefined where it has none */
export function withOptional(text: string): string | undefined {
  const own = text.replace(/<optional>\s*true\s*<\/optional>/g, "");
  return own === text ? undefined : own;
}

/** Whether one of its profiles asks for more. */
export function hasProfiles(text: string): boolean {
  const from = text.indexOf("<profiles>");
  const profiles = from < 0 ? "" : text.slice(from, text.indexOf("</profiles>", from));
  return profiles.includes("<dependency>");
}

const MOST_NAMED = 5;
const evidence = z.object({ profiles: z.array(z.string()) });

export function profilesUnread(told: unknown): string[] {
  const { profiles = [] } = evidence.safeParse(told).data ?? {};
  if (profiles.length === 0) return [];
  return [
    `What only a profile of Maven's asks for is not looked at: ${few(profiles, MOST_NAMED)}.`,
  ];
}
