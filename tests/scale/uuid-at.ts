import { randomBytes } from 'node:crypto';

/** A UUID of version 7 as if made at that time. */
export function uuidAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  const rest = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-a${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
}
