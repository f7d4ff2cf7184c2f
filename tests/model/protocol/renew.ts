import { apply, emptied } from './apply.ts';
import { noRequest } from './blank.ts';
import { mustBeReborn } from './clocks.ts';
import { commit, commitHereAlone, dataOf, feedAfter, readable, withRow } from './database.ts';
import type { Data, Node, Request, Server, State } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/** Beats are counted from the smallest that anybody still holds; a case goes no further than this. */
const mostBeats = 3;

/** RENEW, in its phases: sent, snapshot, committed, reply. One at a time. */
export function renewSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined || server.request.kind === 'join') return;
  const { request } = server;
  const put = (next: State, one: Partial<Server>) => withServer(next, who, { ...server, ...one });
  if (request.kind === 'none') {
    if (server.stage !== 'member' || mustBeReborn(world, server)) return;
    for (const node of readable(state)) {
      emit(put(state, { request: { ...noRequest, kind: 'renew', node } }), sent(node, state), who);
    }
    return;
  }
  switch (request.phase) {
    case 'sent': {
      const read = snapshot(world, state, server);
      if (world.has['held open']) {
        emit(put(state, { request: read }), "the database takes the snapshot of %'s renewal", who);
      } else {
        commitRenewal(world, state, who, read, emit);
      }
      return;
    }
    case 'read':
      commitRenewal(world, state, who, request, emit);
      return;
    case 'done':
      if (world.has['lost replies']) {
        emit(put(state, { request: noRequest }), "the reply to %'s renewal is lost", who);
      }
      arrive(world, state, who, emit);
      return;
    default:
      throw request.phase satisfies never;
  }
}

const sent = (node: Node, { promoted }: State) =>
  promoted && node === 0 ? '% sends a renewal to the deposed primary' : '% sends a renewal';

function snapshot(world: World, state: State, { request, applied }: Server): Request {
  const data = dataOf(state, request.node);
  const { rows, touch } = feedAfter(world, data, applied);
  return { ...request, phase: 'read', head: data.head, term: data.term, rows, touch };
}

/** The row moves on only if incarnation and beat are this server's; and only on a primary that its standby follows. */
function commitRenewal(world: World, state: State, who: number, read: Request, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined) return;
  const heard = (next: State, outcome: Request['outcome'], beat: number) =>
    withServer(next, who, {
      ...server,
      request: { ...read, phase: 'done', outcome, beat, ...(outcome === 'no row' ? nothing : {}) },
    });
  const row = dataOf(state, read.node).rows[server.slot];
  if (row === undefined) return;
  if (!row.there || row.beat !== server.beat) {
    emit(heard(state, 'no row', 0), "%'s renewal finds no row of its own", who);
    return;
  }
  if (row.beat >= mostBeats) return;
  const edit = (data: Data) => renewed(world, data, server);
  const done = commit(state, read.node, edit);
  if (done !== undefined) emit(heard(done, 'done', row.beat + 1), "%'s renewal commits", who);
  const may = world.has['cancelled renewal'];
  const alone = may ? commitHereAlone(state, read.node, edit) : undefined;
  if (alone !== undefined) {
    const outcome = world.fault === 'warning of a renewal is success' ? 'done' : 'warning';
    emit(heard(alone, outcome, row.beat + 1), "the wait of %'s renewal is cancelled", who);
  }
}

const nothing = { head: 0, term: 0, rows: 0, touch: 0 };

function renewed({ fault }: World, data: Data, { slot, applied, term }: Server): Data {
  const row = data.rows[slot];
  if (row === undefined) return data;
  const moved = { ...row, beat: row.beat + 1, idle: 0 };
  const tells = fault === 'renewal acknowledges the unconfirmed';
  return withRow(data, slot, tells ? { ...moved, applied, term } : moved);
}

/** The reply: catch up first, then move the deadline, in one synchronous stretch. */
function arrive(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined) return;
  const { request } = server;
  const idle = { ...server, request: noRequest };
  if (request.outcome === 'warning') {
    const dropped = withServer(state, who, idle);
    emit(dropped, '% hears a WARNING, and drops the connection', who);
    return;
  }
  if (request.outcome === 'no row') {
    const out = { ...idle, stage: 'out' as const, lease: 0, lost: 0, apart: false, beat: 0 };
    emit(withServer(state, who, out), '% hears that it has no row: no lease', who);
    return;
  }
  if (request.term < server.term) {
    emit(withServer(state, who, idle), '% ignores a reply of an older term', who);
    return;
  }
  const caughtUp = catchUp(world, withServer(state, who, idle), who, request);
  if (caughtUp === undefined) return;
  const after = caughtUp.servers[who] ?? idle;
  const next = { ...after, beat: request.beat, fresh: false, ...leaseOf(world, request) };
  emit(withServer(caughtUp, who, next), '% hears of its renewal, catches up and has a lease', who);
}

function leaseOf({ of, fault }: World, { age, lost, apart }: Request): Partial<Server> {
  if (fault === 't0 when the reply arrives') return { lease: of.lease, lost: 0, apart: false };
  const lease = Math.max(0, of.lease - age);
  return { lease, lost: lease === 0 ? 0 : lost, apart };
}

function catchUp(world: World, state: State, who: number, request: Request): State | undefined {
  const server = state.servers[who];
  const { fault } = world;
  if (server === undefined || fault === 'renewal without catching up') return state;
  const newTerm = request.term !== server.term && fault !== 'cache kept in a new term';
  if (newTerm || server.fresh) return emptied(state, who, request);
  return apply(world, state, who, request);
}
