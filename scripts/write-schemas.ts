/** `npm run schema`: writes docs/schema and docs/policy.md anew. */
import { mkdirSync, writeFileSync } from "node:fs";
import { POLICY_REFERENCE, SCHEMAS } from "./schemas.ts";

mkdirSync("docs/schema", { recursive: true });
for (const [name, text] of SCHEMAS) writeFileSync(`docs/schema/${name}`, text);
writeFileSync("docs/policy.md", POLICY_REFERENCE);
