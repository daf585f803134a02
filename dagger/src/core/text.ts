/** Texts of a file that a person wrote, for its schema. */
import { z } from "zod";

/** @param what is expected, in the words of the error where it is empty or no text */
export const texted = (what: string) => z.string({ error: what }).trim().min(1, what);
export const text = texted("some text");
