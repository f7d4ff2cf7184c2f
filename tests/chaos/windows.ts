import type { Fact, Write } from './history.ts';

/** Stretches of time, in order and apart from each other. */
export type Windows = readonly { readonly from: number; readonly until: number }[];

/** When a fact could have been found so, and when not so. */
export interface Possible {
  readonly true: Windows;
  readonly false: Windows;
}

/**
 * What each fact could be, and when. A write can be seen from its start on, and for as long as no later one (one that
 * began after this had ended) has been acknowledged: who asks after that acknowledgement must hear the later one.
 */
export function possibleValues(writes: readonly Write[]): ReadonlyMap<Fact, Possible> {
  const byFact = Map.groupBy(writes, ({ fact }) => fact);
  return new Map([...byFact].map(([fact, ofFact]) => [fact, possibleOf(ofFact)]));
}

function possibleOf(writes: readonly Write[]): Possible {
  const seen = writes.map((write) => ({
    value: write.value,
    from: write.start,
    until: supersededAt(write, writes),
  }));
  return {
    true: joined(seen.filter(({ value }) => value)),
    false: joined(seen.filter(({ value }) => !value)),
  };
}

function supersededAt({ end }: Write, writes: readonly Write[]): number {
  const later = writes.filter((one) => one.outcome === 'acknowledged' && one.start > end);
  return later.reduce((earliest, one) => Math.min(earliest, one.end), Infinity);
}

function joined(windows: readonly { from: number; until: number }[]): Windows {
  const inOrder = [...windows].sort((a, b) => a.from - b.from);
  const result: { from: number; until: number }[] = [];
  for (const { from, until } of inOrder) {
    const last = result.at(-1);
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else result.push({ from, until });
  }
  return result;
}

/** Whether some moment between start and end (both included) lies in one of them. */
export function overlaps(windows: Windows, start: number, end: number): boolean {
  let low = 0;
  let high = windows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((windows[middle]?.until ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  const first = windows[low];
  return first !== undefined && first.from <= end;
}
