import type { Data, Node, Row, State } from './state.ts';
import type { Emit, World } from './world.ts';

/** The node that is primary now: the second one, once it is promoted. */
export const primaryNode = (state: State): Node => (state.promoted ? 1 : 0);

/** What can be read: the primary, and after a promotion the deposed one too. A standby serves nobody. */
export const readable = (state: State): readonly Node[] => (state.promoted ? [1, 0] : [0]);

export const dataOf = (state: State, node: Node): Data =>
  node === primaryNode(state) ? state.primary : state.other;

/**
 * A commit that waited for the standby; undefined where none comes (a deposed primary waits for ever). Whatever was
 * committed before it here alone goes along, since the log is shipped in order.
 */
export function commit(state: State, node: Node, edit: (data: Data) => Data): State | undefined {
  if (node !== primaryNode(state)) return undefined;
  const primary = edit(state.primary);
  return { ...state, primary, other: state.promoted ? state.other : primary };
}

/**
 * A commit whose wait for the standby was cancelled: visible on this node, and nowhere else. The new primary's own
 * standby is no part of the model.
 */
export function commitHereAlone(
  state: State,
  node: Node,
  edit: (data: Data) => Data,
): State | undefined {
  if (node !== primaryNode(state)) return { ...state, other: edit(state.other) };
  return state.promoted ? undefined : { ...state, primary: edit(state.primary) };
}

export const withRow = (data: Data, slot: number, row: Row): Data => ({
  ...data,
  rows: data.rows.with(slot, row),
});

/** The set of changes of the key that are visible here: the material. */
export function material({ onKey }: World, { seqs }: Data): number {
  let mask = 0;
  for (let i = 0; i < seqs.length; i++) if (seqs[i] !== 0) mask |= 1 << i;
  return mask & onKey;
}

/** The rows of the feed that are here after `after`: their seqs, and which of those touch the key, as sets. */
export function feedAfter({ onKey }: World, data: Data, after: number) {
  let rows = 0;
  let touch = 0;
  data.seqs.forEach((seq, i) => {
    if (seq <= after || seq <= data.pruned) return;
    rows |= 1 << seq;
    if ((onKey & (1 << i)) !== 0) touch |= 1 << seq;
  });
  return { rows, touch };
}

export function databaseSteps(world: World, state: State, emit: Emit): void {
  const { has } = world;
  const { primary } = state;
  if (has['fail-over'] && !state.promoted) {
    const risen = { ...state.other, term: state.other.term + 1 };
    emit({ ...state, primary: risen, other: primary, promoted: true }, promotion);
  }
  if (has.pruning && primary.pruned < primary.head) {
    const pruned = commit(state, primaryNode(state), (data) => ({ ...data, pruned: data.head }));
    if (pruned !== undefined) emit(pruned, 'the feed is pruned up to its head');
  }
  if (world.fault === 'sweep by the clock of the database') {
    const rows = primary.rows.map((row) => (row.there ? { ...row, idle: world.patience } : row));
    emit({ ...state, primary: { ...primary, rows } }, "the database's clock jumps ahead");
  }
}

const promotion = 'the standby is promoted; the old primary lives on, cut off';
