/** Addresses, and user agents, that are kept of one token: the last used. */
export const maxOrigins = 10;

/** From where, or with what program, a token was used. */
export interface Origin {
  readonly value: string;
  /** Milliseconds since 1970, both. */
  readonly firstAt: number;
  lastAt: number;
  count: number;
}

/** Counts one more use from there, and puts it first; the longest unheard is let go. */
export function noteOrigin(origins: Origin[], value: string, at: number): void {
  const first = origins[0];
  if (first !== undefined && first.value === value) {
    first.count++;
    first.lastAt = at;
    return;
  }
  const place = origins.findIndex((origin) => origin.value === value);
  const [known] = place < 0 ? [] : origins.splice(place, 1);
  const origin = known ?? { value, firstAt: at, lastAt: at, count: 0 };
  origin.count++;
  origin.lastAt = at;
  origins.unshift(origin);
  if (origins.length > maxOrigins) origins.pop();
}

/** What two servers, or two writes, have seen of one token, as one list: the last used first. */
export function mergeOrigins(one: readonly Origin[], other: readonly Origin[]): Origin[] {
  const merged = new Map<string, Origin>();
  for (const origin of [...one, ...other]) {
    const known = merged.get(origin.value);
    merged.set(origin.value, known ? together(known, origin) : origin);
  }
  return [...merged.values()].sort((a, b) => b.lastAt - a.lastAt).slice(0, maxOrigins);
}

const together = (one: Origin, other: Origin): Origin => ({
  value: one.value,
  firstAt: Math.min(one.firstAt, other.firstAt),
  lastAt: Math.max(one.lastAt, other.lastAt),
  count: one.count + other.count,
});
