/** gl-secret-detection-report.json: secrets in the source and in the image. */
import { toldPlace } from "../shared/place.ts";
import { securityReport } from "./report.ts";

export const secretDetection = securityReport({
  file: "gl-secret-detection-report.json",
  type: "secret_detection",
  looks: (stage) => stage === "secrets" || stage === "trivy-image",
  takes: ({ category }) => category === "secret",
  location: (finding) => {
    // Secrets of an image would all have the Dockerfile's line, and GitLab takes those for one.
    const { path, line } = toldPlace(finding);
    // The tree was scanned, not its history; GitLab's own analyzer says so in the same way.
    return { file: path, start_line: line, commit: { sha: "0000000" } };
  },
});
