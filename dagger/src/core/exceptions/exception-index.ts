/** The exceptions of one verdict: which findings they cover, which ran out, which hit nothing. */
import { addTo } from "../add-to.ts";
import type { Finding } from "../finding.ts";
import { adviceOn } from "./advice.ts";
import { type Entry, timely, unfixed, within } from "./entry.ts";
import type { ExceptionState } from "./state.ts";

/** Finds what covers a finding, by id, without trying every exception on every finding. */
export class ExceptionIndex {
  readonly #byId = new Map<string, Entry[]>();
  readonly #hits = new Map<Entry, Finding[]>();
  readonly #entries: readonly Entry[];
  readonly #now: number;

  /**
   * @param entries of the policy, of ignore files; the first that counts decides
   * @param now milliseconds since 1970
   */
  constructor(entries: readonly Entry[], now: number) {
    this.#entries = entries;
    this.#now = now;
    for (const entry of entries) addTo(this.#byId, entry.id, entry);
  }

  /**
   * The first entry that counts and covers the finding; every hit is remembered for `states`.
   * Aliases don't name a finding: one more source that adds an alias would then quiet what blocked
   * before.
   */
  match(finding: Finding): Entry | undefined {
    if (this.#byId.size === 0) return undefined;
    let deciding: Entry | undefined;
    for (const id of [finding.id, finding.fingerprint]) {
      for (const entry of this.#byId.get(id) ?? []) {
        if (!within(entry, finding)) continue;
        addTo(this.#hits, entry, finding);
        if (this.#counts(entry, finding)) deciding ??= entry;
      }
    }
    return deciding;
  }

  #counts(entry: Entry, finding: Finding): boolean {
    return timely(entry, this.#now) && (!entry.untilFixed || unfixed(finding));
  }

  /** Every entry with its state, in the order given. */
  states(): ExceptionState[] {
    return this.#entries.map((entry) => this.#stateOf(entry));
  }

  #stateOf(entry: Entry): ExceptionState {
    const hits = this.#hits.get(entry) ?? [];
    const covers = hits.map(({ fingerprint }) => fingerprint);
    const is = (state: ExceptionState["state"], ...notes: string[]): ExceptionState => ({
      exception: entry,
      state,
      covers,
      // Of what does not count at all only why is worth telling.
      notes: [...notes, ...(state === "refused" ? [] : adviceOn(entry, hits))],
    });
    if (entry.refused !== undefined) return is("refused", entry.refused);
    if (!timely(entry, this.#now)) {
      return entry.begins !== undefined && this.#now < entry.begins ? is("pending") : is("expired");
    }
    if (hits.length === 0) return is("unused");
    const ended = hits.filter((finding) => !this.#counts(entry, finding)).length;
    if (ended === 0) return is("in-force");
    const why = "it ends where a fixed version exists, or nobody can say that there is none";
    return ended === hits.length ? is("expired", why) : is("in-force", why);
  }
}
