import { commit, commitHereAlone, dataOf, primaryNode, readable } from './database.ts';
import { receipts, waitingSince } from './receipt.ts';
import type { Change, Data, Node, State } from './state.ts';
import type { Emit, World } from './world.ts';

/** CHANGE: begin, edit, commit with its place in the feed; and how its author hears of the outcome. */
export function changeSteps(world: World, state: State, emit: Emit): void {
  state.changes.forEach((change, i) => {
    const put = (next: State, one: Partial<Change>) => withChange(next, i, { ...change, ...one });
    switch (change.phase) {
      case 'none':
        if (mayBegin(world, state, i)) emit(begun(world, state, i), `change ${i + 1} begins`);
        return;
      case 'open':
      case 'in doubt, open':
        commitSteps(world, state, i, emit);
        return;
      case 'committed':
        emit(replied(world, state, i), `the author of change ${i + 1} hears of the commit`);
        if (world.has['lost outcome']) {
          emit(put(state, { phase: 'in doubt' }), `the reply to change ${i + 1} is lost`);
        }
        return;
      case 'in doubt':
        lookUp(world, state, i, emit);
        return;
      case 'waiting':
        receipts(world, state, i, emit);
        return;
      case 'confirmed':
      case 'told unknown':
      case 'undone':
        return;
      default:
        throw change.phase satisfies never;
    }
  });
}

/** Changes of one target follow each other, by its lock; those of another key do not wait. */
function mayBegin({ of }: World, { changes }: State, i: number): boolean {
  const earlier = changes.slice(0, i);
  if (earlier.some(({ phase }) => phase === 'none')) return false;
  if (of.changes[i] === 'another key') return true;
  return earlier.every(
    ({ phase }, j) => of.changes[j] === 'another key' || !phase.endsWith('open'),
  );
}

function begun(world: World, state: State, i: number): State {
  const change = changeAt(state, i);
  if (world.fault === 'already so answers at once' && i > 0) {
    const told = { ...change, phase: 'confirmed' as const };
    return { ...withChange(state, i, told), receipted: state.receipted | 1 };
  }
  // Taken by a plain sequence, before the commit: the second to take it may commit first.
  const early = world.fault === 'seq taken before the commit';
  const members = world.fault === 'members read before the commit' ? membersOf(state.primary) : 0;
  const counted = world.fault === 'wait counted from the begin' ? world.patience : 0;
  return withChange(state, i, {
    ...change,
    phase: 'open',
    seq: early ? 1 + Math.max(...state.changes.map(({ seq }) => seq)) : 0,
    node: primaryNode(state),
    members,
    wait: counted,
  });
}

function commitSteps(world: World, state: State, i: number, emit: Emit): void {
  const change = changeAt(state, i);
  const inDoubt = change.phase === 'in doubt, open';
  const edit = (data: Data) => inFeed(data, i, change.seq);
  const placed = (next: State, phase: Change['phase']): State => {
    const { seqs, term } = dataOf(next, change.node);
    return withChange(next, i, { ...change, phase, seq: seqs[i] ?? 0, term });
  };

  const done = commit(state, change.node, edit);
  if (done !== undefined) {
    emit(placed(done, inDoubt ? 'in doubt' : 'committed'), `change ${i + 1} commits`);
  }
  const may = world.has['cancelled change'];
  const alone = may ? commitHereAlone(state, change.node, edit) : undefined;
  if (alone !== undefined) {
    const taken = world.fault === 'warning is success' && !inDoubt;
    emit(placed(alone, taken ? 'committed' : 'in doubt'), `${cancelled} change ${i + 1}`);
  }
  if (!world.has['lost outcome']) return;
  if (!inDoubt) {
    emit(withChange(state, i, { ...change, phase: 'in doubt, open' }), outcomeLost(i));
    return;
  }
  const undone = withChange(state, i, { ...change, phase: 'undone' });
  emit(undone, `the author finds no trace of change ${i + 1}, and says: outcome unknown`);
  if (world.fault === 'lost reply is success') {
    emit(withChange(state, i, waitingSince(world, state, change)), `${assumed} ${i + 1}`);
  }
}

const cancelled = 'the wait for the standby is cancelled, with a WARNING, of';
const assumed = 'the author takes the lost reply for success, of change';
const outcomeLost = (i: number) => `the connection of change ${i + 1} is lost`;

/** A deferred trigger takes the next seq inside the commit, so that the order of seqs is the order of commits. */
function inFeed(data: Data, i: number, taken: number): Data {
  const seq = taken === 0 ? data.head + 1 : taken;
  return { ...data, head: Math.max(data.head, seq), seqs: data.seqs.with(i, seq) };
}

/** The reply: w0 is now, and M is read where the commit was. */
function replied(world: World, state: State, i: number): State {
  return withChange(state, i, waitingSince(world, state, changeAt(state, i)));
}

/**
 * What became of a change whose author heard nothing, or a WARNING: asked of the current primary by a statement that
 * itself commits there and waits for the standby. Finding it without such a commit proves nothing: it may be there alone.
 */
function lookUp(world: World, state: State, i: number, emit: Emit): void {
  const change = changeAt(state, i);
  const now = primaryNode(state);
  const asked = commit(state, now, (data) => data);
  if (asked !== undefined) emit(lookedUp(world, asked, i, now), lookUpWords(i));
  if (world.fault !== 'outcome looked up by a plain read') return;
  for (const node of readable(state)) {
    if (dataOf(state, node).seqs[i] === 0) continue;
    const found = { ...change, node };
    emit(
      withChange(state, i, waitingSince(world, state, found)),
      `${lookUpWords(i)}, by a plain read`,
    );
  }
}

const lookUpWords = (i: number) => `the author of change ${i + 1} looks for it on the primary`;

function lookedUp(world: World, state: State, i: number, node: Node): State {
  const { seqs, term } = dataOf(state, node);
  const seq = seqs[i] ?? 0;
  const change = { ...changeAt(state, i), seq, term, node };
  if (seq === 0) return withChange(state, i, { ...change, phase: 'told unknown' });
  return withChange(state, i, waitingSince(world, state, change));
}

function membersOf({ rows }: Data): number {
  return rows.reduce((set, { there }, slot) => (there ? set | (1 << slot) : set), 0);
}

function changeAt({ changes }: State, i: number): Change {
  const change = changes[i];
  if (change === undefined) throw new Error(`there is no change ${i}`);
  return change;
}

const withChange = (state: State, i: number, change: Change): State => ({
  ...state,
  changes: state.changes.with(i, change),
});
