/** What to say of a service that never answered: where it was asked, and where it may listen instead. */
import { stripVTControlCharacters } from "node:util";
import { DEFAULT_POLICY } from "../../core/policy/policy.ts";

export interface Asked {
  /** As it was asked, with the path. */
  readonly url: string;
  /** How long. */
  readonly seconds: number;
  /** service.port of the policy. */
  readonly port: number;
  /** Ports that the image EXPOSEs. */
  readonly exposed: readonly number[];
  /** The service's last lines, as far as they are known. */
  readonly log: string;
}

/** `port 8080`, `http://0.0.0.0:8080`, `[::]:8080`, `localhost:8080`, `*:8080`. */
const PORT =
  /(?:\bport\s*(?:[:=]\s*)?|:\/\/[\w.-]+:|\b\d{1,3}(?:\.\d{1,3}){3}:|\[[\da-f:]*\]:|\blocalhost:|\*:)(\d{2,5})\b/gi;

const LOG_LINES = 5;

/** What is to be checked, where nothing tells it apart. */
export const CHECK_IT =
  "Check service.port, service.health and service.startSeconds in the policy, and that the service listens on 0.0.0.0, not on 127.0.0.1 alone.";

/** @returns a stage's reason and hint */
export function neverUp(asked: Asked): { reason: string; hint: string } {
  const { url, seconds, log } = asked;
  const lines = stripVTControlCharacters(log)
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-LOG_LINES);
  const said = lines.length > 0 ? `its log ends with: ${lines.join(" | ")}` : "it logged nothing";
  const ports = portWords(asked);
  const reason = `${url} did not answer with 2xx within ${seconds} s; ${ports}; ${said}`;
  return { reason, hint: neverUpHint(asked) };
}

/** `service.port is 5000, the default; the image exposes 8080`. */
export function portWords({ port, exposed, log }: Asked): string {
  const byDefault = port === DEFAULT_POLICY.service.port ? ", the default" : "";
  const other = (ports: readonly number[]) => ports.filter((each) => each !== port).join(", ");
  const [logged, shown] = [other(portsIn(log)), other(exposed)];
  return [
    `service.port is ${port}${byDefault}`,
    ...(logged ? [`its log names port ${logged}`] : []),
    ...(shown ? [`the image exposes ${shown}`] : []),
  ].join("; ");
}

function neverUpHint({ port, exposed, log }: Asked): string {
  const others = [...new Set([...portsIn(log), ...exposed])].filter((each) => each !== port);
  const [only, another] = others;
  return only !== undefined && another === undefined
    ? `If the service listens on ${only}, say service.port: ${only} in the policy; else check service.health and service.startSeconds.`
    : CHECK_IT;
}

/** In the order in which the log names them, each once. */
function portsIn(log: string): number[] {
  const found = [...stripVTControlCharacters(log).matchAll(PORT)].map(([, digits]) =>
    Number(digits),
  );
  return [...new Set(found)].filter((port) => port > 0 && port < 65_536);
}
