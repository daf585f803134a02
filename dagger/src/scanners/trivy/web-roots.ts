/**
 * Trivy looks for no secret below usr/share, usr/include and usr/lib (measured, 0.76), and the official
 * images of nginx and Caddy serve what lies in usr/share: what a build baked into a bundle stands there.
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/secret/builtin-allow-rules.go
 */

/** Its rule `usr-dirs`, but for those two folders; Go's regular expressions can't look ahead. */
const PATHS =
  "^usr/(include|lib)/|^usr/share/([^nc]|n[^g]|ng[^i]|ngi[^n]|ngin[^x]|nginx[^/]|c[^a]|ca[^d]|cad[^d]|cadd[^y]|caddy[^/])";

/** Name of the file, and what it holds. https://trivy.dev/docs/latest/scanner/secret/#configuration */
export const SECRET_CONFIG = "secrets.yaml";
export const SECRET_RULES = `disable-allow-rules: [usr-dirs]
allow-rules:
  - id: usr-dirs-but-web-roots
    description: System dirs but what a server serves
    path: ${PATHS}
`;
