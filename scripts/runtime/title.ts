/** An advisory's title: its summary, or the first sentence of what it says at length. */
export function titleOf(summary: string | undefined, details: string, id: string): string {
  const text = (summary?.trim() || details).replace(/[*`]/g, "").replace(/\s+/g, " ").trim();
  const sentence = /^.{40,}?[.!?](?= |$)/.exec(text)?.[0] ?? text;
  const title = summary?.trim() ? text : sentence;
  return (title.length > 120 ? `${title.slice(0, 119).trimEnd()}…` : title) || id;
}
