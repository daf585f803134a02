/** Java archives in an image, told as Trivy tells them: by name, in each layer by itself. */
import type { ImageContent } from "./files.ts";

/**
 * In whatever case. Trivy asks for its Java database as soon as one layer holds such a file, also one
 * that is empty or that a later layer deletes.
 * https://github.com/aquasecurity/trivy/blob/v0.75.0/pkg/fanal/analyzer/language/java/jar/jar.go
 */
const ARCHIVE = /\.(jar|war|ear|par)$/i;

/** @returns how many there are; what lies within one of them is not counted by itself */
export const javaArchives = ({ layered }: ImageContent): number =>
  [...layered].filter((name) => ARCHIVE.test(name)).length;
