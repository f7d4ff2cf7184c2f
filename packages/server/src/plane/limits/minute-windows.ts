const windowMs = 60_000;

/** How far a limit is used up. */
export interface LimitState {
  /** Which limit it is, as headers name it. */
  readonly name: 'token' | 'failed-attempts' | 'sign-ins';
  readonly perMinute: number;
  /** How many more there may be in this minute. */
  readonly remaining: number;
  /** Seconds until the next minute begins, at least 1. */
  readonly resetS: number;
  /** This was one too many. */
  readonly isBeyond: boolean;
}

export interface MinuteWindows {
  /** Counts one more of this key. */
  count(key: string, perMinute: number): LimitState;
}

/**
 * Counts by the minute, each key's beginning with its first. In memory of this server, so that several servers allow
 * several times as many; of at most so many keys, beyond which the longest unheard is let go.
 */
export function minuteWindows(
  name: LimitState['name'],
  maxKeys: number,
  clock: () => number,
): MinuteWindows {
  const windows = new Map<string, { start: number; count: number }>();
  return {
    count(key, perMinute) {
      const now = clock();
      const known = windows.get(key);
      const window = known && isCurrent(known.start, now) ? known : { start: now, count: 0 };
      window.count++;
      windows.delete(key);
      windows.set(key, window);
      if (windows.size > maxKeys) windows.delete(windows.keys().next().value as string);
      return {
        name,
        perMinute,
        remaining: Math.max(0, perMinute - window.count),
        resetS: Math.max(1, Math.ceil((window.start + windowMs - now) / 1000)),
        isBeyond: window.count > perMinute,
      };
    },
  };
}

/** A clock that was put back begins anew. */
const isCurrent = (start: number, now: number) => now >= start && now - start < windowMs;
