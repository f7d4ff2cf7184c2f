import { dataOf, readable } from './database.ts';
import type { Change, Data, Node, State } from './state.ts';
import type { Emit, World } from './world.ts';

/**
 * RECEIPT begins when the commit is known: w0 is now, and M is every row of the table of members, read in the session
 * of the commit (or where it was found by a commit), so that M cannot be older than the change.
 */
export function waitingSince(world: World, state: State, change: Change): Change {
  const counted = world.fault === 'wait counted from the begin' && change.phase !== 'in doubt';
  const early = world.fault === 'members read before the commit' && change.phase !== 'in doubt';
  return {
    ...change,
    phase: 'waiting',
    wait: counted ? change.wait : world.patience,
    members: early ? change.members : members(world, dataOf(state, change.node)),
  };
}

function members({ fault, of }: World, { rows }: Data): number {
  return rows.reduce((set, { there, idle }, slot) => {
    const looksExpired = fault === 'members filtered by expiry' && idle >= of.lease;
    return there && !looksExpired ? set | (1 << slot) : set;
  }, 0);
}

/** The receipt is given when everybody in M has acknowledged or is gone, or when D' has passed since w0. */
export function receipts(world: World, state: State, i: number, emit: Emit): void {
  const change = state.changes[i];
  if (change === undefined) return;
  const given = {
    ...state,
    changes: state.changes.with(i, final(change)),
    receipted: state.receipted | (1 << i),
  };
  if (change.wait === 0) {
    emit(given, `the receipt for change ${i + 1} is given: D' has passed`);
    return;
  }
  const elsewhere = world.fault === 'members read from another node';
  for (const node of elsewhere ? readable(state) : [change.node]) {
    if (!allApplied(change, state, node)) continue;
    emit(
      given,
      `the receipt for change ${i + 1} is given: all members have acknowledged or are gone`,
    );
  }
}

const final = (change: Change): Change => ({ ...change, phase: 'confirmed', wait: 0, members: 0 });

/** Acknowledged in the term of the change, or gone. */
function allApplied({ members: all, seq, term }: Change, state: State, node: Node): boolean {
  return dataOf(state, node).rows.every((row, slot) => {
    if ((all & (1 << slot)) === 0 || !row.there) return true;
    return row.term === term && row.applied >= seq;
  });
}
