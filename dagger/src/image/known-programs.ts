/**
 * Programs that have advisories of their own and are often put into images without a package: by
 * official images that build them, by static builds, by installers that fetch them. The runtimes that
 * the stage `runtime` asks are not among them, nor what is written in Go: Trivy reads its build's own list.
 */
import { posix } from "node:path";

const NAMES: ReadonlySet<string> = new Set([
  // Servers and proxies
  ...["envoy", "haproxy", "lighttpd", "sshd", "squid", "unitd", "varnishd"],
  // Databases and queues; Erlang's beam.smp is RabbitMQ's too
  ...["beam.smp", "keydb-server", "mariadbd", "memcached", "mongod", "mysqld", "postgres"],
  ...["redis-server", "valkey-server"],
  // Runtimes
  ...["bun", "deno", "perl"],
  // Browsers, as Playwright and Puppeteer fetch them, and what turns files of strangers into others
  ...["chrome", "chrome-headless-shell", "chromium", "firefox", "headless_shell"],
  ...["ffmpeg", "ffprobe", "gs", "magick", "wkhtmltopdf"],
  // Tools
  ...["curl", "git", "openssl"],
]);

/** Folders of packages that Trivy reads itself, and where scripts that start a program have its name. */
const ELSEWHERE = /(^|\/)(node_modules|site-packages|dist-packages)\/|^etc\//;
const OF_BITNAMI = /^opt\/bitnami\/([^/]+)\//;

/**
 * @param path in the image, without a slash at its start
 * @param files the image's, by path: of Bitnami's components a file tells Trivy
 *   (https://trivy.dev/docs/latest/coverage/os/bitnami)
 */
export function isKnownProgram(path: string, files: ReadonlyMap<string, unknown>): boolean {
  const name = posix.basename(path).replace(/^(perl)5[\d.]*$/, "$1");
  if (!NAMES.has(name) || ELSEWHERE.test(path)) return false;
  const component = OF_BITNAMI.exec(path)?.[1];
  return !files.has(`opt/bitnami/${component}/.spdx-${component}.spdx`);
}
