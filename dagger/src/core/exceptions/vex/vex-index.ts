/**
 * What VEX statements say of a finding. Strict in what excepts: the vulnerability by name, the package
 * by its purl, the image by its digest. Lax in what speaks against it: a later `affected` that may be
 * meant ends an earlier `not_affected`. Of two of one time the worse counts.
 */
import { addTo } from "../../add-to.ts";
import type { Finding, PackageRef } from "../../finding.ts";
import { adviceOn } from "../advice.ts";
import { type Entry, timely } from "../entry.ts";
import { parsePurl } from "../purl.ts";
import type { ExceptionState } from "../state.ts";
import { entryOf, type Here } from "./entry.ts";
import { isGreen, type Statement } from "./statement.ts";
import { doubtOn, excepts, speaksAgainst } from "./subjects.ts";

interface Known {
  readonly statement: Statement;
  readonly entry: Entry;
  /** What it excepts, or would alone if it counted. */
  readonly hits: Finding[];
  overridden: Statement | undefined;
  /** Whether it is of some packages of a finding, and nothing counts for the others. */
  ofPart: boolean;
}

/** What is said of one package of a finding. */
interface Said {
  readonly covering: readonly Known[];
  readonly deciding: Known | undefined;
}

/** As findings have it: some write `cve-`, and what takes an exception back must not be missed. */
const asFindings = (name: string): string => (/^cve-/i.test(name) ? name.toUpperCase() : name);

export class VexIndex {
  readonly #known: readonly Known[];
  readonly #byName = new Map<string, Known[]>();
  readonly #here: Here;

  constructor(statements: readonly Statement[], here: Here) {
    this.#here = here;
    this.#known = statements.map((statement) => ({
      statement,
      entry: entryOf(statement, here),
      hits: [],
      overridden: undefined,
      ofPart: false,
    }));
    for (const known of this.#known) {
      for (const name of new Set(known.statement.names.map(asFindings)))
        addTo(this.#byName, name, known);
    }
  }

  /** The statement that excepts the finding; each of its packages must be covered by one. */
  match(finding: Finding): Entry | undefined {
    if (this.#byName.size === 0) return undefined;
    const named = this.#byName.get(finding.id) ?? [];
    if (named.length === 0 || finding.packages.length === 0) return undefined;
    // By a name that only another statement tells, too: what took it back may be under that one.
    const told = named.flatMap(({ statement }) => statement.names.map(asFindings));
    const all = new Set(
      [...finding.aliases, ...told].flatMap((name) => this.#byName.get(name) ?? []),
    );
    const said = finding.packages.map((ref) => this.#saidOf(ref, named, all));
    for (const known of new Set(said.flatMap(({ covering }) => covering))) {
      const whole = said.every((each) => each.deciding || each.covering.includes(known));
      if (whole) known.hits.push(finding);
      else known.ofPart = true;
    }
    return said.every(({ deciding }) => deciding) ? said[0]?.deciding?.entry : undefined;
  }

  #saidOf(ref: PackageRef, named: readonly Known[], all: ReadonlySet<Known>): Said {
    const read = ref.purl === "" ? undefined : parsePurl(ref.purl);
    if (!read?.ok) return { covering: [], deciding: undefined };
    const purl = read.value;
    const { now } = this.#here;
    const covering = named.filter(
      ({ statement }) =>
        isGreen(statement) &&
        statement.subjects.some((s) => excepts(s, purl, statement, this.#here)),
    );
    const latest = covering
      .filter(({ entry }) => timely(entry, now))
      .reduce<Known | undefined>((a, b) => (a && timeOf(a) >= timeOf(b) ? a : b), undefined);
    if (!latest) return { covering, deciding: undefined };
    // One that is dated in time to come too: its author's clock may be wrong, and its word is not.
    const later = [...all].find(
      ({ statement }) =>
        (statement.at ?? Number.POSITIVE_INFINITY) >= timeOf(latest) &&
        speaksAgainst(statement, purl, this.#here),
    );
    if (later) latest.overridden = later.statement;
    return { covering, deciding: later ? undefined : latest };
  }

  /** Every statement that could except something, with what becomes of it, in the order given. */
  states(): ExceptionState[] {
    return this.#known
      .filter(({ statement }) => isGreen(statement))
      .map(({ statement, entry, hits, overridden, ofPart }) => {
        const covers = hits.map(({ fingerprint }) => fingerprint);
        const is = (state: ExceptionState["state"], ...notes: string[]): ExceptionState => ({
          exception: entry,
          state,
          covers,
          notes: [...notes, ...(state === "in-force" ? adviceOn(entry, hits) : [])],
        });
        if (entry.refused !== undefined) return is("refused", entry.refused);
        if (!timely(entry, this.#here.now)) {
          return is((entry.begins ?? 0) > this.#here.now ? "pending" : "expired");
        }
        if (overridden) {
          const word = isGreen(overridden) ? "affected" : overridden.status;
          return is("refused", `a later statement says ${word} (${overridden.file})`);
        }
        if (hits.length > 0) return is("in-force");
        if (ofPart)
          return is("unused", "a finding is in other packages too, of which nothing counts");
        const unclear = statement.subjects.flatMap((subject) => doubtOn(subject, this.#here));
        return is("unused", ...new Set(unclear));
      });
  }
}

const timeOf = ({ statement }: Known): number => statement.at ?? Number.NEGATIVE_INFINITY;
