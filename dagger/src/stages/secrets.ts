/** Secrets as registries and cosign need them. */
import { randomUUID } from "node:crypto";
import { dag, type Secret } from "@dagger.io/dagger";

/** Without the newline that ends a file or what a command prints. */
export const textOf = async (secret: Secret): Promise<string> =>
  (await secret.plaintext()).replace(/\r?\n$/, "");

/** The engine keeps secrets by name: another one has another. */
export const newSecret = (text: string): Secret => dag.setSecret(`greengate-${randomUUID()}`, text);
