/**
 * In which files of an image Trivy looks for secrets, by their paths (measured, 0.76).
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/secret/builtin-allow-rules.go
 * https://github.com/aquasecurity/trivy/blob/main/pkg/fanal/analyzer/secret/secret.go
 */

/**
 * What the official images of nginx and Caddy serve lies in usr/share, which Trivy's rule `usr-dirs`
 * passes over: what a build baked into a bundle stands there. Go's regular expressions can't look ahead.
 */
const USR =
  "^usr/(include|lib)/|^usr/share/([^nc]|n[^g]|ng[^i]|ngi[^n]|ngin[^x]|nginx[^/]|c[^a]|ca[^d]|cad[^d]|cadd[^y]|caddy[^/])";

/** As is what that of WordPress installs when it starts, wp-config.php and themes too; here its own code alone is. */
const WORDPRESS = "^usr/src/wordpress/wp-(admin|includes)/";

/** Trivy passes over a file in the image's root that has the name of this one. */
export const SECRET_CONFIG = ".greengate-trivy-secrets.yaml";

/** https://trivy.dev/docs/latest/scanner/secret/#configuration */
export const SECRET_RULES = `disable-allow-rules: [usr-dirs, wordpress]
allow-rules:
  - id: usr-dirs-but-web-roots
    description: System dirs but what a server serves
    path: ${USR}
  - id: wordpress-itself
    description: WordPress's own code
    path: ${WORDPRESS}
`;

/** What Trivy's own rules pass over; some of them never begin a path in an image that has one. */
const PASSED_OVER: readonly RegExp[] = [
  new RegExp(USR),
  new RegExp(WORDPRESS),
  /\.dist-info\//,
  /^test|\/test|-test|_test|\.test/i,
  /example|\/vendor\/|\/locales?\/|\.md$/,
  /^opt\/yarn-v[\d.]+\/|^usr\/local\/go\/|^usr\/local\/lib\/python[\d.]+\/|^var\/log\/anaconda\//,
  /(^|\/)(\.git|node_modules)\//,
  /(^|\/)(go\.(mod|sum)|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|(Pipfile|Gemfile)\.lock)$/,
  /\.(jpg|png|gif|doc|pdf|bin|svg|socket|deb|rpm|zip|gz|gzip|tar)$/,
];

/** @param path in the image, without a slash at its start; Trivy asks its rules once so, once with one */
export const looksForSecrets = (path: string): boolean =>
  !PASSED_OVER.some((passed) => passed.test(path) || passed.test(`/${path}`));
