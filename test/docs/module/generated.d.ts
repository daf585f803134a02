/**
 * What Dagger would generate for a module that depends on Greengate, as far as examples/module uses
 * it: of the module's own class, so that a renamed argument or function is found without an engine.
 * What the engine really makes of the class, only the engine tells.
 */
import type { Greengate } from "../../../dagger/src/index.ts";

type Given = {
  [Name in keyof Greengate as Greengate[Name] extends (...args: never[]) => unknown
    ? never
    : Name]?: Greengate[Name];
};

declare module "@dagger.io/dagger" {
  interface Client {
    greengate(given: Given): { gate(): ReturnType<Greengate["gate"]> };
  }
}
