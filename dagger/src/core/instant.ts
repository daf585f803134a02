/** A time in a file from outside, for its schema. */
import { z } from "zod";
import { parseInstant } from "./time.ts";

export const instant = z
  .string()
  .refine((text) => parseInstant(text) !== undefined, "an RFC 3339 time with a zone");
