/** Git repositories in an image: whoever has it has all that was ever committed. */
import type { ImageContent } from "./files.ts";

/**
 * A file that holds committed content, alone or packed; a submodule's lies in the outer repository.
 * What only names commits (HEAD, packed-refs) ships nothing of them, and a repository whose HEAD was
 * deleted can be read all the same.
 * https://git-scm.com/docs/gitrepository-layout
 */
const OBJECT = /\/objects\/(?:pack\/[^/]+\.pack|[0-9a-f]{2}\/[0-9a-f]{38,62})$/;

/**
 * @returns their folders, sorted; also those that a later layer deletes, since each layer is shipped
 */
export function gitRepositories({ layered }: Pick<ImageContent, "layered">): string[] {
  const folders = new Set<string>();
  for (const name of layered) {
    const at = `/${name}`.indexOf("/.git/");
    if (at !== -1 && OBJECT.test(name)) folders.add(name.slice(0, at + ".git".length));
  }
  return [...folders].sort();
}
