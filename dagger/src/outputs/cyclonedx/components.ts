/** The components of a bill, and those that only a finding names. */
import { addTo } from "../../core/add-to.ts";
import type { JudgedFinding, Verdict } from "../../core/verdict.ts";
import { oneLine } from "../shared/inert.ts";
import type { Component } from "./bill.ts";

type Package = Verdict["findings"][number]["packages"][number];

export class Components {
  readonly #components: Component[];
  readonly #byPurl = new Map<string, string[]>();
  readonly #added = new Map<string, string>();

  constructor(given: readonly Component[]) {
    this.#components = [...given];
    for (const { purl, "bom-ref": ref } of given) {
      if (purl === undefined || ref === undefined) continue;
      addTo(this.#byPurl, purl, ref);
    }
  }

  /** References of the finding's packages; a package that the bill lacks is added to it. */
  refsOf({ packages }: JudgedFinding): string[] {
    return [...new Set(packages.flatMap((ref) => this.#byPurl.get(ref.purl) ?? this.#add(ref)))];
  }

  all(): readonly Component[] {
    return this.#components;
  }

  #add({ name, version, purl }: Package): string {
    const key = JSON.stringify([name, version, purl]);
    const known = this.#added.get(key);
    if (known !== undefined) return known;
    const ref = `greengate:package-${this.#added.size + 1}`;
    this.#added.set(key, ref);
    this.#components.push({
      type: "library",
      "bom-ref": ref,
      name: oneLine(name, 255) || "unknown",
      version: oneLine(version, 255),
      ...(purl !== "" && { purl: oneLine(purl, 1000) }),
    });
    return ref;
  }
}
