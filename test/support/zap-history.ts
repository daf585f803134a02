/** ZAP's history as it exports it, as far as it is read. */

export type Answered = readonly [url: string, status: number, method?: string];

export function historyOf(answered: readonly Answered[]): Uint8Array {
  const entries = answered.map(([url, status, method]) => ({
    request: { ...(method && { method }), url },
    response: { status },
  }));
  return Buffer.from(JSON.stringify({ log: { entries } }));
}
