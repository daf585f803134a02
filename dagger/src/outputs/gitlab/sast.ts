/** gl-sast-report.json: code, and the configuration of Dockerfile and infrastructure, as GitLab's own. */
import { placeOf } from "../shared/place.ts";
import { ofCode } from "../shared/stages.ts";
import { securityReport } from "./report.ts";

export const sast = securityReport({
  file: "gl-sast-report.json",
  type: "sast",
  looks: ofCode,
  takes: ({ category }) => category === "sast" || category === "misconfiguration",
  location: (finding) => {
    const { path, line } = placeOf(finding);
    return { file: path, start_line: line };
  },
});
