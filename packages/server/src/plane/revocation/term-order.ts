/** Whether the first term is before the second: by the epoch, then by the timeline, which is hexadecimal. */
export function isOlderTerm(one: string, other: string): boolean {
  const [oneEpoch, oneTimeline] = partsOf(one);
  const [otherEpoch, otherTimeline] = partsOf(other);
  if (oneEpoch !== otherEpoch) return oneEpoch < otherEpoch;
  return oneTimeline < otherTimeline;
}

function partsOf(term: string): readonly [number, number] {
  const [epoch = '', timeline = ''] = term.split(':');
  return [Number(epoch), Number.parseInt(timeline || '0', 16)];
}
