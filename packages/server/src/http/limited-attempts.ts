import ipaddr from 'ipaddr.js';

const windowMs = 60_000;
/** Addresses kept count of; beyond it the longest unheard is let go. */
const maxAddresses = 20_000;

export interface Attempts {
  /** Counts one more; returns the seconds to wait where it was one too many, else undefined. */
  count(address: string): number | undefined;
}

/** Counts attempts per client address over a minute, in memory of this server. */
export function limitedAttempts(perMinute: number, clock: () => number): Attempts {
  const windows = new Map<string, { start: number; count: number }>();
  return {
    count(address) {
      const key = blockOf(address);
      const now = clock();
      const known = windows.get(key);
      const window = known && now - known.start < windowMs ? known : { start: now, count: 0 };
      window.count++;
      windows.delete(key);
      windows.set(key, window);
      if (windows.size > maxAddresses) windows.delete(windows.keys().next().value as string);
      if (window.count <= perMinute) return undefined;
      return Math.max(1, Math.ceil((window.start + windowMs - now) / 1000));
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
