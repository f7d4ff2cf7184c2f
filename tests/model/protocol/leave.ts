import { noRow, noServer } from './blank.ts';
import { mustBeReborn } from './clocks.ts';
import { commit, primaryNode, withRow } from './database.ts';
import type { State } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/** LEAVE: stop answering, with no renewal in flight; let the dependants' leases end; only then delete the row. */
export function leaveSteps(world: World, state: State, who: number, emit: Emit): void {
  const stage = state.servers[who]?.stage;
  if (!world.has.leaving) return;
  if (stage === 'member') stopSteps(world, state, who, emit);
  if (stage === 'leaving') deleteSteps(world, state, who, emit);
}

function stopSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined || mustBeReborn(world, server)) return;
  const { fault } = world;
  if (server.request.kind !== 'none' && fault !== 'left with a renewal in flight') return;
  const early = fault === 'left before it stopped';
  const stopped = { ...server, stage: 'leaving' as const, lease: early ? server.lease : 0 };
  emit(withServer(state, who, stopped), early ? '% wants to leave' : '% stops answering', who);
}

function deleteSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined) return;
  if (state.verifier.lent !== 0 && world.fault !== 'left before its dependants') return;
  const done = commit(state, primaryNode(state), (data) => withRow(data, server.slot, noRow));
  if (done === undefined) return;
  // Where the rule is kept nothing is left that could still answer, or come to.
  if (server.lease === 0 && server.request.kind === 'none') {
    const gone = { ...noServer, stage: 'gone' as const, born: server.born, check: server.check };
    emit(withServer(done, who, gone), '% deletes its row, and is gone', who);
  } else if (state.primary.rows[server.slot]?.there) {
    emit(done, '% deletes its row', who);
  }
}
