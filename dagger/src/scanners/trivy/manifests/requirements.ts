/** Requirements files that may list what a project of Python ships, and so do in a lockfile's place. */
import { isRequirementsFile } from "../../pip-audit/select.ts";
import { nameOf } from "../../source-tree.ts";
import { isDevelopment } from "../lockfiles/poetry.ts";

/** What people call files besides, that lockfiles have no groups of. */
const BESIDES = /^(devel|developers?|tools?|tooling|checks?|hacking)$/i;

/** pip-audit looks at one for development too; that it pins its own says nothing of what ships. */
export const mayShip = (path: string): boolean =>
  isRequirementsFile(path) &&
  !nameOf(path)
    .replace(/\.txt$/, "")
    .replace("requirements", "-")
    .split(/[-_.]/)
    .some((part) => isDevelopment(part) || BESIDES.test(part));
