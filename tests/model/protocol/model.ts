import type { Model } from '../explore/explore.ts';
import { Reader, Writer } from '../explore/tape.ts';
import { passState } from './codec.ts';
import { countedFromLeast, exchanged } from './same-states.ts';
import type { State } from './state.ts';
import { stepsFrom } from './steps.ts';
import { firstState, type World } from './world.ts';

/** The protocol as something that can be explored. */
export function modelOf(world: World): Model<State> {
  const first = firstState(world);
  const size = sizeOf(world, first);
  const spare = new Uint8Array(size);
  // With a verifier, or copied from one another, two servers are not alike.
  const alike = world.of.servers === 2 && !world.has.verifier && !world.has.cloning;
  return {
    first,
    size,
    write(state, bytes) {
      const counted = countedFromLeast(world, state);
      passState(world, new Writer(bytes), counted);
      if (!alike) return;
      passState(world, new Writer(spare), exchanged(world, counted));
      if (comesBefore(spare, bytes)) bytes.set(spare);
    },
    read: (bytes) => passState(world, new Reader(bytes), first),
    steps: (state, emit) => stepsFrom(world, state, emit),
    isWrong: ({ wrong }) => wrong !== 'nothing',
  };
}

function sizeOf(world: World, state: State): number {
  const writer = new Writer(new Uint8Array(1024));
  passState(world, writer, state);
  return writer.written;
}

function comesBefore(one: Uint8Array, other: Uint8Array): boolean {
  for (let i = 0; i < one.length; i++) {
    const difference = (one[i] ?? 0) - (other[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
