/** How a registry is reached, to sign and to verify in it: each runner brings its own way. */
import type { Result } from "../core/result.ts";
import type { Cosign } from "./cosign.ts";

export interface RegistryAccess {
  /** Progress, and what stands behind a refusal: a line each. */
  readonly say: (line: string) => void;
  /** The digest that the registry has under a name with a tag. */
  digestOf(name: string): Promise<Result<string>>;
  /** cosign, where it can be had. */
  cosign(): Promise<Result<Cosign>>;
}
