/** The documents of a file that need not parse as YAML: a template, or one that is broken. */

/** As Helm splits them: what follows the marker in its line is a comment, or a document's beginning. */
export const documentsIn = (text: string): string[] => text.split(/^---(?=\s|$)/m);

/** What says which kind of object a document is, where its keys are not indented. */
export const KIND = /^["']?kind["']?:/m;
