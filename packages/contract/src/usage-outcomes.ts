import { z } from 'zod';

/**
 * How a token fared that proved itself by the right secret: accepted, or why not. `denied`: it was good, and lacked the
 * permission; `rate_limited`: it was good, and used more often than its policy allows.
 */
export const useOutcome = z.enum([
  ...(['accepted', 'denied', 'rate_limited'] as const),
  ...(['expired', 'revoked', 'principal_inactive'] as const),
]);
export type UseOutcome = z.output<typeof useOutcome>;
