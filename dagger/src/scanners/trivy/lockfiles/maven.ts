/**
 * What a pom.xml asks for and Trivy leaves out (measured, 0.76). An optional dependency is one only to
 * projects that depend on this one: in its own image it is installed; so may be one of the scope
 * `system`, an archive in the source. Profiles' own are not followed.
 */
import { z } from "zod";
import { few } from "../../../core/few.ts";
import { withScopes } from "./scopes.ts";

/** What `system` is not; a property may be it, and is not followed. */
const KEPT = /^(compile|runtime|test|provided|import|\$\{[^}]*\}|)$/;

const MARKS = /<!\[CDATA\[|\]\]>/g;

function textOf(words: string): string {
  // Behind the last end nothing is a comment: each beginning there would be followed to the end.
  const last = words.lastIndexOf("-->");
  const end = last === -1 ? 0 : last + "-->".length;
  const before = words.slice(0, end).replace(/<!--.*?-->|<!\[CDATA\[|\]\]>/gs, "");
  return (before + words.slice(end).replace(MARKS, "")).trim();
}

/**
 * The element has another name then, which nobody knows: so it is whatever stands in it, and wherever
 * the word is but a comment's.
 * @returns undefined where it has none
 */
export function withOptional(text: string): string | undefined {
  const own = withScopes(
    text.replace(/(<\/?(?:[\w.-]+:)?)optional(?=[\s/>])/g, "$1greengate-optional"),
    (words) => (KEPT.test(textOf(words)) ? words : "runtime"),
  );
  return own === text ? undefined : own;
}

/** Whether one of its profiles asks for more; a comment that says so may be taken for one. */
export const hasProfiles = (text: string): boolean =>
  text
    .split(/<profile[\s>]/)
    .slice(1)
    .some((each) => /<dependency[\s>]/.test(each.split("</profile>", 1).join()));

const MOST_NAMED = 5;
const evidence = z.object({ profiles: z.array(z.string()) });

export function profilesUnread(told: unknown): string[] {
  const { profiles = [] } = evidence.safeParse(told).data ?? {};
  if (profiles.length === 0) return [];
  return [
    `What only a profile of Maven's asks for is not looked at: ${few(profiles, MOST_NAMED)}.`,
  ];
}
