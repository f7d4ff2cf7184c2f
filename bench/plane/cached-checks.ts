import { type AskedPlane, fill } from './asked-plane.ts';

export interface Size {
  readonly stored: number;
  readonly inUse: number;
}

export interface Cached {
  readonly size: Size;
  /** Microseconds of CPU for one verification, round by round. */
  readonly micros: readonly number[];
}

export interface InUse {
  readonly size: Size;
  readonly plane: AskedPlane;
  readonly renew: () => Promise<void>;
  /** Whole tokens; `size.inUse` of them. */
  readonly texts: readonly string[];
}

const rounds = 61;
/** Few enough that the lease outlasts them on a machine with much else to do. */
const checksPerRound = 10_000;

/** Fills each cache with what is in use, then times checks of them, each in turn. */
export async function timeCached(all: readonly InUse[]): Promise<Cached[]> {
  const taken = all.map(({ size }) => ({ size, micros: [] as number[] }));
  for (const { plane, texts } of all) await fill(plane, texts);
  const orders = all.map(({ texts }) => inAnyOrder(texts));
  // The first round is for the compiler.
  for (let round = 0; round <= rounds; round++) {
    for (const [n, { plane, renew }] of all.entries()) {
      await renew();
      const micros = timeOne(plane, orders[n] ?? [], round);
      if (round > 0) taken[n]?.micros.push(micros);
    }
  }
  return taken;
}

function timeOne(plane: AskedPlane, texts: readonly string[], round: number): number {
  // Of this thread alone, so that what else goes on at the machine counts for little.
  const before = process.threadCpuUsage();
  for (let n = 0; n < checksPerRound; n++) {
    plane.verifyCached(texts[(round * checksPerRound + n) % texts.length] ?? '');
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / checksPerRound;
}

/** Neighbours in the order they were read would be neighbours in memory. Fisher and Yates, with numbers that repeat. */
function inAnyOrder(texts: readonly string[]): string[] {
  const order = [...texts];
  let state = 1;
  for (let at = order.length - 1; at > 0; at--) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (at + 1);
    [order[at], order[other]] = [order[other] ?? '', order[at] ?? ''];
  }
  return order;
}
