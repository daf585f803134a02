/** Which of the gate's stages look at the image, at dependencies, at code, at nothing of the service. */

const IMAGE = ["trivy-image", "runtime", "ecr-scan"];
const DEPENDENCIES = ["trivy-fs", "pip-audit"];
const OTHERS = ["secrets", "zap-baseline", "test"];
const GIVEN = ["baseline", "epss", "kev"];

export const ofImage = (stage: string): boolean => IMAGE.includes(stage);
export const ofDependencies = (stage: string): boolean => DEPENDENCIES.includes(stage);

/** Knowledge that was given beside the reports: it looks at nothing of the service. */
export const isGiven = (stage: string): boolean => GIVEN.includes(stage);

/** Static analysis: the gate's own, and every stage of another tool's. */
export const ofCode = (stage: string): boolean =>
  ![...IMAGE, ...DEPENDENCIES, ...OTHERS].includes(stage);
