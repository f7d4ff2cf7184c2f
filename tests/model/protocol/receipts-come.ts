import type { Change, State } from './state.ts';
import { stepsFrom } from './steps.ts';
import type { World } from './world.ts';

/** What is done first once nothing goes wrong any more; where none of it is possible, time passes. */
const progress = [
  /^change \d commits$/,
  /hears of the commit$/,
  /looks for it on the primary$/,
  /^the receipt for change/,
  /^the connection of change \d is lost$/,
  /finds no trace/,
];

/**
 * Ticks until every change that had begun has its receipt, or an author who was told that its outcome is unknown, if
 * no server does anything and nothing goes wrong any more. Undefined if that takes longer than `most` ticks.
 */
export function ticksToReceipts(world: World, from: State, most: number): number | undefined {
  // A transaction on a primary that was cut off ends by its connection.
  const calm: World = { ...world, has: { ...world.has, 'lost outcome': true } };
  let state = from;
  for (let ticks = 0; ticks <= most; ) {
    if (state.changes.every(isOver)) return ticks;
    const step = nextStep(calm, state);
    state = step.next;
    if (step.isTick) ticks++;
  }
  return undefined;
}

const isOver = ({ phase }: Change): boolean =>
  phase === 'none' || phase === 'confirmed' || phase === 'told unknown' || phase === 'undone';

function nextStep(world: World, state: State): { next: State; isTick: boolean } {
  let best = progress.length + 1;
  let chosen = state;
  stepsFrom(world, state, (next, says) => {
    const found = progress.findIndex((pattern) => pattern.test(says));
    const rank = found === -1 && says === 'a tick passes' ? progress.length : found;
    if (rank === -1 || rank >= best) return;
    best = rank;
    chosen = next;
  });
  return { next: chosen, isTick: best === progress.length };
}
