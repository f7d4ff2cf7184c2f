import type { Message, State } from './state.ts';

/** What fits into the channel; what does not, happens later. */
export const channelLength = 3;

export const isFull = ({ verifier }: State): boolean => verifier.queue.length >= channelLength;

export const sendDependant = (state: State, message: Message): State => ({
  ...state,
  verifier: { ...state.verifier, queue: [...state.verifier.queue, message] },
});

/**
 * The first server has applied something that concerns what its verifier was handed: it says so in order, and owes
 * the confirmation. Undefined where the channel is full.
 */
export function dependantHears(state: State, who: number, position: number): State | undefined {
  if (who !== 0 || !state.verifier.handed) return state;
  if (isFull(state)) return undefined;
  const told = sendDependant(state, { kind: 'drop', value: position, mask: 0 });
  return { ...told, verifier: { ...told.verifier, owed: position } };
}
