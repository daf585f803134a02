/** Exceptions: which findings they cover, and which of them ran out or hit nothing. */
import type { Finding } from "./finding.ts";
import type { Exception } from "./policy.ts";
import { DAY_MS, parseDay } from "./time.ts";

export interface ExceptionState {
  readonly exception: Exception;
  readonly state: "in-force" | "expired" | "unused";
  /** Fingerprints of the findings that it covers, or would if it had not run out. */
  readonly covers: readonly string[];
}

/** True through the last millisecond of the exception's last day, in UTC. */
export function inForce(exception: Exception, now: number): boolean {
  const day = parseDay(exception.until);
  return day !== undefined && now < day + DAY_MS;
}

/**
 * An exception covers a finding when its id names it and each of its limits holds for the whole
 * finding: one place or package outside of it, and the finding still counts. Aliases don't name it:
 * one more source that adds an alias would then quiet what blocked before.
 */
export function covers(exception: Exception, finding: Finding): boolean {
  const { id, package: name, path, stage } = exception;
  return (
    (finding.id === id || finding.fingerprint === id) &&
    (name === undefined ||
      (finding.packages.length > 0 && finding.packages.every((ref) => ref.name === name))) &&
    (path === undefined || finding.locations.every((place) => place.path === path)) &&
    (stage === undefined || finding.sources.every((source) => source.stage === stage))
  );
}

/** Finds what covers a finding, by id, without trying every exception on every finding. */
export class ExceptionIndex {
  readonly #byId = new Map<string, Exception[]>();
  readonly #hits = new Map<Exception, string[]>();
  readonly #exceptions: readonly Exception[];
  readonly #now: number;

  constructor(exceptions: readonly Exception[], now: number) {
    this.#exceptions = exceptions;
    this.#now = now;
    for (const exception of exceptions) {
      const same = this.#byId.get(exception.id);
      if (same) same.push(exception);
      else this.#byId.set(exception.id, [exception]);
    }
  }

  /** The first exception in force that covers the finding; every hit is remembered for `states`. */
  match(finding: Finding): Exception | undefined {
    if (this.#byId.size === 0) return undefined;
    let deciding: Exception | undefined;
    for (const id of [finding.id, finding.fingerprint]) {
      for (const exception of this.#byId.get(id) ?? []) {
        if (!covers(exception, finding)) continue;
        const hits = this.#hits.get(exception);
        if (hits) hits.push(finding.fingerprint);
        else this.#hits.set(exception, [finding.fingerprint]);
        if (inForce(exception, this.#now)) deciding ??= exception;
      }
    }
    return deciding;
  }

  /** Every exception with its state, in the policy's order. */
  states(): ExceptionState[] {
    return this.#exceptions.map((exception) => {
      const hits = this.#hits.get(exception) ?? [];
      const live = inForce(exception, this.#now);
      return {
        exception,
        state: !live ? "expired" : hits.length > 0 ? "in-force" : "unused",
        covers: hits,
      };
    });
  }
}
