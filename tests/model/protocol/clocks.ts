import { noFill, noRequest, noServer } from './blank.ts';
import type { Server, State } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/**
 * A machine whose wall clock and monotonic clock moved apart was suspended, or is a copy of one that was: it forgets
 * its incarnation, and joins anew, before it does anything else in that name. Its old row is swept.
 */
export const mustBeReborn = ({ fault }: World, { apart }: Server): boolean =>
  apart && fault !== 'clone keeps its incarnation' && fault !== 'clocks not compared';

export function clockSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined) return;
  if (server.stage === 'member' && server.request.kind === 'none' && mustBeReborn(world, server)) {
    const { born, check } = server;
    const anew = { ...noServer, born, check };
    emit(
      withServer(state, who, anew),
      '% finds its clocks apart, and wants a new incarnation',
      who,
    );
  }
  if (world.has.cloning && who === 1 && server.stage === 'gone') cloneStep(world, state, emit);
}

/** The copy wakes up with everything but the connections, and with clocks that moved apart. */
function cloneStep({ of }: World, state: State, emit: Emit): void {
  const [original] = state.servers;
  if (original === undefined || original.stage !== 'member') return;
  const copy: Server = {
    ...original,
    born: of.incarnations - 1,
    apart: true,
    request: noRequest,
    fill: noFill,
    check: 0,
  };
  emit(withServer(state, 1, copy), 'the machine of A is copied, and the copy wakes up as B');
}
