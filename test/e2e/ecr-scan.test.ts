/** `greengate ecr-scan` as a process. In one file, so that no two of them install the same tool at once. */
import { motoCases } from "./ecr-moto.ts";
import { awsIsMissing } from "./ecr-scanned.ts";
import { startMoto } from "./ecr-servers.ts";
import { stubCases } from "./ecr-stub.ts";

const why = await awsIsMissing();
stubCases(why);
motoCases(await startMoto(), why);
