/** A text as a sentence: with a full stop, where nothing ends it yet. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
