/**
 * What GitLab's security report schemas, version 15.0.7, ask of what we write, as JSON Schema. Written
 * down here by what they say, since the published files come in no package. Where a copy of them is
 * at hand, GREENGATE_GITLAB_SCHEMAS names its folder, and they are used too.
 * https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/tree/v15.0.7/dist
 */
const some = { type: "string", minLength: 1 };
const time = { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$" };
const web = { type: "string", pattern: "^(https?|ftp)://.+" };
const object = (required: Record<string, unknown>, optional: Record<string, unknown> = {}) => ({
  type: "object",
  required: Object.keys(required),
  properties: { ...required, ...optional },
});
const list = (items: unknown, more: object = {}) => ({ type: "array", items, ...more });

const program = object({ id: some, name: some, version: some, vendor: object({ name: some }) });
const dependency = object({
  package: object({ name: { type: "string" } }),
  version: { type: "string" },
});
const line = { type: "number" };

/** The location of each type, and what else it requires. */
const LOCATIONS = {
  container_scanning: object({ dependency, operating_system: some, image: some }),
  dependency_scanning: object({ file: some, dependency }),
  sast: object({}, { file: { type: "string" }, start_line: line }),
  secret_detection: object(
    { commit: object({ sha: some }) },
    { file: { type: "string" }, start_line: line },
  ),
  dast: object({}, { hostname: { type: "string" }, path: { type: "string" } }),
};
export type GitLabType = keyof typeof LOCATIONS;

export const gitlabRules = (type: GitLabType): object =>
  object({
    version: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$" },
    scan: object(
      {
        analyzer: program,
        scanner: program,
        start_time: time,
        end_time: time,
        status: { enum: ["success", "failure"] },
        type: { const: type },
        ...(type === "dast" && {
          scanned_resources: list(object({ method: some, url: some, type: some })),
        }),
      },
      { messages: list(object({ level: { enum: ["info", "warn", "fatal"] }, value: some })) },
    ),
    vulnerabilities: list(
      object(
        {
          id: some,
          identifiers: list(object({ type: some, name: some, value: some }, { url: web }), {
            minItems: 1,
          }),
          location: LOCATIONS[type],
        },
        {
          name: { type: "string", maxLength: 255 },
          description: { type: "string", maxLength: 1_048_576 },
          severity: { enum: ["Info", "Unknown", "Low", "Medium", "High", "Critical"] },
          solution: { type: "string", maxLength: 7000 },
          links: list(object({ url: web })),
        },
      ),
    ),
    ...(type === "dependency_scanning" && {
      dependency_files: list(
        object({ path: some, package_manager: some, dependencies: list(dependency) }),
      ),
    }),
  });
