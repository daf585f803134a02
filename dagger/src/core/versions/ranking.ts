/** Every version that a verdict's packages name, in order, by ecosystem. */
import type { Finding } from "../finding.ts";
import { remembered } from "../remembered.ts";
import { orderOf, purlType, type Ranks } from "./order.ts";
import { fixedVersions } from "./target.ts";

const NONE: Ranks = new Map();

export class Ranking {
  readonly #byType = new Map<string, Ranks>();
  readonly #typeOf = remembered(purlType);
  /** The versions that a report gives as one text. */
  readonly fixed: (text: string) => readonly string[] = remembered(fixedVersions);

  constructor(findings: readonly Pick<Finding, "packages">[]) {
    // Sets of what the reports say first: of ten thousand findings many say the same.
    const said = new Map<string, Set<string>>();
    for (const { packages } of findings) {
      for (const { purl, version, fixed } of packages) {
        const type = this.#typeOf(purl);
        const texts = said.get(type);
        if (texts) texts.add(version).add(fixed);
        else said.set(type, new Set([version, fixed]));
      }
    }
    for (const [type, texts] of said) {
      const ranks = orderOf(type)?.([...texts].flatMap((text) => this.fixed(text)));
      if (ranks) this.#byType.set(type, ranks);
    }
  }

  /** Empty where the order is not known. */
  of(purl: string): Ranks {
    return this.#byType.get(this.#typeOf(purl)) ?? NONE;
  }
}
