import { receiptHeader, type Receipt as WireReceipt } from '@keywright/contract';
import type { FastifyReply } from 'fastify';
import type { Receipt } from '../plane/revocation/receipts.ts';

/** Says in the header of an answer where its change holds. */
export function sendReceipt(reply: FastifyReply, receipt: Receipt | undefined): void {
  if (!receipt) return;
  const { servers, verifiers, tookMs } = receipt;
  reply.header(receiptHeader, `servers=${servers}, verifiers=${verifiers}, ms=${tookMs}`);
}

/** The same beside what the answer says, where that is an object. */
export function withReceipt(output: unknown, receipt: Receipt | undefined): unknown {
  if (!receipt || typeof output !== 'object' || output === null) return output;
  return Array.isArray(output) ? output : { ...output, confirmed: wireReceipt(receipt) };
}

function wireReceipt(receipt: Receipt): WireReceipt {
  const { servers, verifiers, tookMs, lapsed, isDurable } = receipt;
  return { servers, verifiers, took_ms: tookMs, lapsed: [...lapsed], durable: isDurable };
}
