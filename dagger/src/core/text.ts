/** Texts of a file that a person wrote, for its schema. */
import { z } from "zod";

/** One letter, digit or sign at least: a zero-width space alone is an owner that nobody sees. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** @param what is expected, in the words of the error where it is empty or no text */
export const texted = (what: string) =>
  z
    .string({ error: what })
    .trim()
    .min(1, what)
    .refine((given) => given === "" || VISIBLE.test(given), what);
export const text = texted("some text");
