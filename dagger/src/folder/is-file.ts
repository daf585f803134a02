/** A pipe or a device may never end: only what is a file, or a link to one, is read. */
import { existsSync, statSync } from "node:fs";

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();
