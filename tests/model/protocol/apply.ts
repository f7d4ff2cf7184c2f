import { mustBeReborn } from './clocks.ts';
import { commit, dataOf, feedAfter, primaryNode, readable, withRow } from './database.ts';
import type { Server, State } from './state.ts';
import { dependantHears } from './verifier-channel.ts';
import { type Emit, type World, withServer } from './world.ts';

/** What a read of the feed brought: its head and term, and the rows after what was applied. */
interface Read {
  readonly head: number;
  readonly term: number;
  readonly rows: number;
  readonly touch: number;
}

/** Nothing is known of what went by: the cache goes, and only what is read from here on may enter it. */
export function emptied(state: State, who: number, { head, term }: Read): State | undefined {
  const server = state.servers[who];
  if (server === undefined) return undefined;
  const empty = { ...server, entry: 0, last: 0, applied: head, floor: head, term };
  return dependantHears(withServer(state, who, empty), who, head);
}

/** APPLY, for all rows of one read. Undefined where the dependant's channel is full: it happens later. */
export function apply(world: World, state: State, who: number, read: Read): State | undefined {
  const server = state.servers[who];
  if (server === undefined) return undefined;
  const { fault } = world;
  // A snapshot older than what is applied tells nothing. To go back to it would let in what is older than the cache.
  if (read.head < server.applied && fault !== 'going backwards') return state;
  const whole = isWhole(read, server.applied);
  if (!whole && fault !== 'gap passed over') return emptied(state, who, read);
  const next = withServer(state, who, applied(server, read));
  const lastTouch = highest(read.touch);
  return lastTouch === 0 ? next : dependantHears(next, who, lastTouch);
}

/** Exactly the rows applied + 1 .. head. */
function isWhole({ head, rows }: Read, from: number): boolean {
  if (head < from) return false;
  let wanted = 0;
  for (let seq = from + 1; seq <= head; seq++) wanted |= 1 << seq;
  return rows === wanted;
}

function applied(server: Server, { head, term, touch }: Read): Server {
  if (touch === 0) return { ...server, applied: head, term };
  return { ...server, entry: 0, last: highest(touch), applied: head, term };
}

const highest = (set: number): number => (set === 0 ? 0 : 31 - Math.clz32(set));

/** NOTIFY is heard, and the feed read. It may never happen: then the next renewal brings what there is. */
export function hearSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (!world.has.NOTIFY) return;
  if (server === undefined || server.stage !== 'member' || server.fresh) return;
  for (const node of readable(state)) {
    const data = dataOf(state, node);
    if (data.term !== server.term || data.head <= server.applied) continue;
    const feed = feedAfter(world, data, server.applied);
    const next = apply(world, state, who, { head: data.head, term: data.term, ...feed });
    if (next !== undefined) emit(next, '% hears NOTIFY, reads the feed and applies it', who);
  }
}

/** ACK: after APPLY, and after each dependant has confirmed or its lease is over. */
export function ackSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined || server.stage !== 'member' || server.fresh) return;
  if (mustBeReborn(world, server)) return;
  const { fault } = world;
  const { owed, lent } = state.verifier;
  if (owed !== 0 && lent !== 0 && fault !== 'acknowledged without the dependants') return;
  const value = fault === 'acknowledged before applied' ? state.primary.head : server.applied;
  const row = state.primary.rows[server.slot];
  if (row === undefined || !row.there) return;
  if (row.applied === value && row.term === server.term) return;
  const told = { ...row, applied: value, term: server.term };
  const done = commit(state, primaryNode(state), (data) => withRow(data, server.slot, told));
  if (done !== undefined) emit(done, '% acknowledges', who);
}
