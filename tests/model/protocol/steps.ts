import { answerSteps } from './answer.ts';
import { ackSteps, hearSteps } from './apply.ts';
import { changeSteps } from './change.ts';
import { clockSteps } from './clocks.ts';
import { databaseSteps } from './database.ts';
import { evictionSteps, fillSteps } from './fill.ts';
import { joinSteps } from './join.ts';
import { leaveSteps } from './leave.ts';
import { renewSteps } from './renew.ts';
import type { State } from './state.ts';
import { sweepSteps } from './sweep.ts';
import { tickSteps } from './ticks.ts';
import { verifierSteps } from './verifier.ts';
import type { Emit, World } from './world.ts';

/**
 * Everything that can happen next. A pause of whatever length is no step of its own: whoever is paused takes none,
 * while all others and the clocks go on. In the same way a database that cannot be reached does nothing.
 */
export function stepsFrom(world: World, state: State, emit: Emit): void {
  changeSteps(world, state, emit);
  for (let who = 0; who < state.servers.length; who++) {
    answerSteps(world, state, who, emit);
    fillSteps(world, state, who, emit);
    evictionSteps(world, state, who, emit);
    hearSteps(world, state, who, emit);
    ackSteps(world, state, who, emit);
    renewSteps(world, state, who, emit);
    joinSteps(world, state, who, emit);
    leaveSteps(world, state, who, emit);
    clockSteps(world, state, who, emit);
  }
  verifierSteps(world, state, emit);
  sweepSteps(world, state, emit);
  databaseSteps(world, state, emit);
  if (world.of.still !== true) tickSteps(world, state, emit);
}
