/**
 * What a pom.xml asks for and Trivy leaves out (measured, 0.76). An optional dependency is one only to
 * projects that depend on this one: in its own image it is installed; so may be one of the scope
 * `system`, an archive in the source. Profiles' own are not followed.
 */
import { z } from "zod";
import { few } from "../../../core/few.ts";

/** A comment or section goes to its first end and no further: else hostile ones would take for ever. */
const SCOPE =
  /(<(?:[\w.-]+:)?scope\s*>)((?:<!--(?:(?!-->).)*-->|<!\[CDATA\[(?:(?!\]\]>).)*\]\]>|[^<])*)(?=<\/(?:[\w.-]+:)?scope\s*>)/gs;
/** What `system` is not; a property may be it, and is not followed. */
const KEPT = /^(compile|runtime|test|provided|import|\$\{[^}]*\}|)$/;

const textOf = (words: string): string =>
  words.replace(/<!--.*?-->|<!\[CDATA\[|\]\]>/gs, "").trim();

/**
 * The element has another name then, which nobody knows: so it is whatever stands in it, and wherever
 * the word is but a comment's.
 * @returns undefined where it has none
 */
export function withOptional(text: string): string | undefined {
  const own = text
    .replace(/(<\/?(?:[\w.-]+:)?)optional(?=[\s/>])/g, "$1greengate-optional")
    .replace(SCOPE, (all, open, words) => (KEPT.test(textOf(words)) ? all : `${open}runtime`));
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
