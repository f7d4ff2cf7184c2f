import type { Receipt } from '@keywright/sdk';
import type { Output } from '../output/output.ts';

/** What ends something, by the name of its endpoint; other changes with a receipt are in force instead. */
const ends = /^(?:revoke|delete|remove|renew|unshare|end)/;

/** From when on nobody says otherwise: "Dead on 3 servers after 12 ms." */
export function sayReceipt(out: Output, receipt: Receipt, endpoint: string): void {
  const { servers, verifiers, took_ms, lapsed = [] } = receipt;
  const where = [
    count(servers, 'server'),
    ...(verifiers > 0 ? [count(verifiers, 'verifier')] : []),
  ];
  const what = ends.test(endpoint) ? 'Dead' : 'In force';
  out.note(`${what} on ${where.join(' and ')} after ${took_ms} ms.`);
  if (lapsed.length > 0) {
    out.note(`Waited for until they could not answer any more: ${lapsed.join(', ')}.`);
  }
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
