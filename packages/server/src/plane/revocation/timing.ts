/** How long a lease lasts, in milliseconds of the server's own monotonic clock, from before its renewal was sent. */
export const leaseMs = 3000;
/** How often it is renewed. */
export const renewEveryMs = leaseMs / 3;
/** What a monotonic clock may have stood still for without being noticed: so far the two clocks may move apart. */
export const clockToleranceMs = 45;
/**
 * By then every lease that was given before has ended: longer than a lease by what two clocks may miss within 1 %, and
 * by the tolerance above. tests/model/margins.test.ts does the sum.
 */
export const waitMs = 1.02 * leaseMs + 50;
