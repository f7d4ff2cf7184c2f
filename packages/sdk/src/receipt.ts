/**
 * What a lessening change waited for before it answered: since then nobody of these says yes. `docs/revocation.md` says
 * what it rests on.
 */
export interface Receipt {
  /** How many servers confirmed it, or can say nothing any more. */
  readonly servers: number;
  /** How many programs that check tokens in their own process did, and are counted nowhere else. */
  readonly verifiers?: number;
  readonly took_ms: number;
  /** Servers whose lease had to run out, where the answer has a body that names them. */
  readonly lapsed?: readonly unknown[];
  /** False: the database has no second copy yet, and could lose it. */
  readonly durable?: boolean;
  /** Caches of other programs that no receipt can count. */
  readonly not_covered?: readonly unknown[];
}

/** The receipt that came with an answer: in its body, else in the header `Keywright-Confirmed: servers=3, ms=12`. */
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
  const verifiers = counts.get('verifiers');
  return { servers, took_ms: tookMs, ...(verifiers !== undefined && { verifiers }) };
}
