import type { LimitState } from '../plane/limits/minute-windows.ts';

/**
 * `RateLimit-Policy` and `RateLimit`, as draft-ietf-httpapi-ratelimit-headers-10 has them: the quota (q) of a window (w, in
 * seconds), what remains of it (r), and the seconds until there is more (t).
 */
export const rateLimitHeaders = ({ name, perMinute, remaining, resetS }: LimitState) => ({
  'ratelimit-policy': `"${name}";q=${perMinute};w=60`,
  ratelimit: `"${name}";r=${remaining};t=${resetS}`,
});
