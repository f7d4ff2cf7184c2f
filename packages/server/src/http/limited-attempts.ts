import ipaddr from 'ipaddr.js';
import { type LimitState, minuteWindows } from '../plane/limits/minute-windows.ts';

/** Addresses kept count of, and tokens. */
const maxKept = 20_000;

export interface Attempts {
  /**
   * Counts one more from an address, and (where a token is named that somebody has no secret of) at that token; returns how
   * far the stricter of the two is used up.
   */
  count(address: string, tokenId?: string): LimitState;
}

/** Counts attempts over a minute, in memory of this server. */
export function limitedAttempts(
  name: LimitState['name'],
  perMinute: number,
  clock: () => number,
): Attempts {
  const byAddress = minuteWindows(name, maxKept, clock);
  const byToken = minuteWindows(name, maxKept, clock);
  return {
    count(address, tokenId) {
      const ofAddress = byAddress.count(blockOf(address), perMinute);
      if (tokenId === undefined) return ofAddress;
      const ofToken = byToken.count(tokenId, perMinute);
      return ofToken.remaining < ofAddress.remaining || ofToken.isBeyond ? ofToken : ofAddress;
    },
  };
}

/** One customer of a network has a whole /64 of IPv6 to himself. */
function blockOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return parsed.toByteArray().slice(0, 8).join('.');
}
