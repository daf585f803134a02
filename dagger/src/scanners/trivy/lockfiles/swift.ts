/**
 * Swift's pins that Trivy looks up in vain, with exit 0 (measured, 0.76): of an address it takes
 * `https://` and `.git` away and no more, so that of `git@github.com:apple/swift-nio.git` no advisory
 * has the name; and what is pinned by a revision alone it leaves out.
 */
import { type Any, any, parsed } from "./parsed.ts";

/** `git@host:`, `ssh://git@host/`, `git://host/`, `http://host/`. */
const OTHER = /^(?:(?:ssh|git|https?):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/|[^@/:]+@([^/:]+):\/?)/;

/** @returns undefined where it stays as it is, or can't be read */
export function withAddresses(text: string): string | undefined {
  const lock = any(parsed(JSON.parse, text));
  const inObject = any(lock.object);
  const own =
    lock.version === 1
      ? { ...lock, object: { ...inObject, pins: pinsOf(inObject.pins, "repositoryURL") } }
      : { ...lock, pins: pinsOf(lock.pins, "location") };
  const written = JSON.stringify(own);
  return written === JSON.stringify(lock) ? undefined : written;
}

const pinsOf = (pins: unknown, address: string): unknown =>
  Array.isArray(pins) ? pins.map((pin) => pinOf(any(pin), address)) : pins;

function pinOf(pin: Any, address: string): Any {
  const { version, branch, revision } = any(pin.state);
  const at = pin[address];
  const own = typeof at === "string" ? at.replace(OTHER, "https://$1$2/").replace(/\/$/, "") : at;
  return {
    ...pin,
    ...(address in pin && { [address]: own }),
    // By what is no version it is listed, and told to be none.
    ...(!version && !branch && { state: { ...any(pin.state), version: revision } }),
  };
}
