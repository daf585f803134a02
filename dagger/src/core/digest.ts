/** The digest of some content, as records and registries write it: `sha256:` and 64 hexadecimal digits. */
import { createHash } from "node:crypto";

export const digestOf = (content: string | Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;
