import type { Receipt as WholeReceipt } from '@keywright/contract';

/**
 * What a change waited for before it answered: a check that begins after it is answered by it, on all of these. An answer
 * without a body tells the numbers only. `docs/revocation.md` says what it rests on.
 */
export type Receipt = Pick<WholeReceipt, 'servers' | 'verifiers' | 'took_ms'> &
  Partial<WholeReceipt>;

/** The receipt that came with an answer: in its body, else in the header `Keywright-Confirmed: servers=3, verifiers=2, ms=12`. */
export function receiptOf(headers: Headers, value: unknown): Receipt | undefined {
  const inBody = (value as { confirmed?: Receipt } | null | undefined)?.confirmed;
  if (typeof inBody === 'object' && inBody !== null) return inBody;
  const header = headers.get('keywright-confirmed');
  return header === null ? undefined : parsed(header);
}

function parsed(header: string): Receipt | undefined {
  const counts = new Map(
    [...header.matchAll(/([a-z_]+)=(\d+)/g)].map(([, name, count]) => [name, Number(count)]),
  );
  const servers = counts.get('servers');
  const tookMs = counts.get('ms');
  if (servers === undefined || tookMs === undefined) return undefined;
  return { servers, verifiers: counts.get('verifiers') ?? 0, took_ms: tookMs };
}
