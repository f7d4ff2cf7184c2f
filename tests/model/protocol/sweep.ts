import { noRow, noWatch } from './blank.ts';
import { commit, dataOf, primaryNode, readable, withRow } from './database.ts';
import type { State } from './state.ts';
import type { Emit, World } from './world.ts';

/**
 * SWEEP: a row whose beat somebody watched unchanged for D', by its own clock and within one term, is deleted, if its
 * beat is still that. Its server's lease began before the first look.
 */
export function sweepSteps(world: World, state: State, emit: Emit): void {
  if (!world.has.sweeping) return;
  const { watch } = state;
  if (watch.slot === 0) {
    beginWatch(state, emit);
    byDatabaseClock(world, state, emit);
    return;
  }
  emit({ ...state, watch: noWatch }, 'the sweeper looks away');
  if (watch.elapsed < world.patience) return;
  const slot = watch.slot - 1;
  const row = state.primary.rows[slot];
  if (row === undefined || !row.there) return;
  if (row.beat !== watch.beat && world.fault !== 'sweep of a beat that moved') return;
  if (state.primary.term !== watch.term && world.fault !== 'sweep across terms') return;
  emit(deleted(state, slot), swept(slot));
}

const swept = (slot: number) => `the sweeper deletes row ${slot + 1}`;

/** The count begins when the answer is there, not when the question went out. */
function beginWatch(state: State, emit: Emit): void {
  for (const node of readable(state)) {
    const { rows, term } = dataOf(state, node);
    rows.forEach((row, slot) => {
      if (!row.there) return;
      const watch = { slot: slot + 1, beat: row.beat, term, elapsed: 0 };
      emit({ ...state, watch }, `the sweeper reads the beat of row ${slot + 1}`);
    });
  }
}

function byDatabaseClock({ fault, patience }: World, state: State, emit: Emit): void {
  if (fault !== 'sweep by the clock of the database') return;
  state.primary.rows.forEach(({ there, idle }, slot) => {
    if (there && idle >= patience) emit(deleted(state, slot), swept(slot));
  });
}

function deleted(state: State, slot: number): State {
  const done = commit(state, primaryNode(state), (data) => withRow(data, slot, noRow));
  return { ...(done ?? state), watch: noWatch };
}
