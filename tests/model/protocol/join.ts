import { noRequest, noServer } from './blank.ts';
import { commit, dataOf, primaryNode, readable, withRow } from './database.ts';
import type { Data, Server, State } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/** JOIN: an incarnation of its own gets a row, committed synchronously. It brings no lease. */
export function joinSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined) return;
  const put = (next: State, one: Partial<Server>) => withServer(next, who, { ...server, ...one });

  if (world.has.crash && server.stage === 'member') {
    const { born, check } = server;
    const dead = withServer(state, who, { ...noServer, born, check });
    emit(dead, '% is killed and starts again, with nothing', who);
  }
  if (server.stage !== 'out') return;
  const { request } = server;
  if (request.kind === 'none') {
    if (server.born >= world.of.incarnations) return;
    const sent = { ...noRequest, kind: 'join' as const, node: primaryNode(state) };
    const slot = who * world.of.incarnations + server.born;
    emit(put(state, { request: sent, slot, born: server.born + 1 }), '% asks to join', who);
    return;
  }
  if (request.kind !== 'join') return;
  const held = world.fault === 'lease with the join';
  if (request.phase === 'sent' && held) {
    const { head, term } = dataOf(state, request.node);
    const read = { ...request, phase: 'read' as const, head, term };
    if (readable(state).includes(request.node)) {
      emit(put(state, { request: read }), "% 's new row is written, not yet committed", who);
    }
    return;
  }
  if (request.phase !== 'done') {
    const done = commit(state, request.node, (data) => inserted(data, server.slot));
    const phase = 'done' as const;
    if (done !== undefined) {
      emit(put(done, { request: { ...request, phase } }), "% 's new row commits", who);
    }
    return;
  }
  emit(put(state, joined(world, server)), '% hears that it has joined', who);
}

const inserted = (data: Data, slot: number): Data =>
  withRow(data, slot, { there: true, applied: 0, term: data.term, beat: 0, idle: 0 });

function joined({ fault, of }: World, { request }: Server): Partial<Server> {
  const member = { stage: 'member' as const, request: noRequest, beat: 0, fresh: true };
  if (fault !== 'lease with the join') return member;
  const { head, term, age, lost, apart } = request;
  const lease = Math.max(0, of.lease - age);
  return { ...member, fresh: false, term, applied: head, floor: head, lease, lost, apart };
}
