/** `npm run schema`: writes docs/schema anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { SCHEMAS } from "./schemas.ts";

mkdirSync("docs/schema", { recursive: true });
for (const [name, text] of SCHEMAS) writeFileSync(`docs/schema/${name}`, text);
