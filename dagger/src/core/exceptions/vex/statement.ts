/** A VEX statement, whatever format it was written in. */
import type { Purl } from "../purl.ts";
import type { Versions } from "../versions.ts";

export const STATUSES = ["not_affected", "affected", "fixed", "under_investigation"] as const;
export type Status = (typeof STATUSES)[number];

/** What a statement is about, as far as it can be told. */
export interface Subject {
  /** The product that the package is a part of; absent where the package is the product. */
  readonly product?: Purl;
  readonly package?: Purl;
  /** Of that package only these; its purl has no version then. */
  readonly versions?: readonly Versions[];
  /** These it says to be affected, or not known to be well, whatever its status says of others. */
  readonly affected?: readonly Pick<Versions, "has">[];
  /** Where a bill of materials names the package: `urn:cdx:SERIAL/VERSION#REF`. */
  readonly bomLink?: string;
  /** Why it can't be told whether it is ours: then it excepts nothing. */
  readonly unclear?: string;
}

export interface Statement {
  /** The vulnerability's name, first, and its aliases. */
  readonly names: readonly string[];
  readonly status: Status;
  /** Milliseconds since 1970; undefined where nothing tells when it was made. */
  readonly at: number | undefined;
  readonly subjects: readonly Subject[];
  /** The justification or impact statement, in words; without either it excepts nothing. */
  readonly why: string | undefined;
  /** OpenVEX's label, where it is one. */
  readonly justification?: string;
  readonly author: string;
  readonly file: string;
}

/** Says that there is nothing to be done. */
export const isGreen = ({ status }: Statement): boolean =>
  status === "not_affected" || status === "fixed";
