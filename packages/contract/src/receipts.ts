import { z } from 'zod';

/**
 * That a change holds on every server from here on: a check that begins after this answer is answered by the change, or by
 * a later one.
 */
export const receipt = z.object({
  servers: z.number().int().describe('Servers on which it holds.'),
  verifiers: z
    .number()
    .int()
    .describe('Verifiers inside other programs that were connected to them.'),
  took_ms: z.number().int().describe('From the commit until it was known, in milliseconds.'),
  lapsed: z
    .array(z.string())
    .describe(
      'Servers that did not say that they have it, and were waited for until they cannot answer any more.',
    ),
  durable: z.boolean().describe('Whether a standby of the database has it as well.'),
});

export type Receipt = z.output<typeof receipt>;

/** Carries the receipt of any answer, of one without a body too: `servers=3, verifiers=2, ms=12`. */
export const receiptHeader = 'keywright-confirmed';
