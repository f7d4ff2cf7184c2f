import { StateQueue } from './state-queue.ts';
import { VisitedStates } from './visited-states.ts';

/** A world to be explored. `write` fills exactly `size` bytes, equal for states that are the same to the protocol. */
export interface Model<State> {
  readonly first: State;
  readonly size: number;
  write(state: State, bytes: Uint8Array): void;
  read(bytes: Uint8Array): State;
  steps(state: State, emit: (next: State, says: string, who?: number) => void): void;
  isWrong(state: State): boolean;
}

export interface Bounds {
  readonly states: number;
  readonly bytes: number;
}

export interface Explored {
  readonly states: number;
  /** Steps from the first state to the farthest one. */
  readonly depth: number;
  /** Every reachable state was seen. */
  readonly exhausted: boolean;
  readonly bytes: number;
  /** The steps of a shortest way to something wrong, in words. */
  readonly trace: readonly string[] | undefined;
}

/** Breadth first, so that the first violation found is one that takes the fewest steps. `visit` is shown every state. */
export function explore<State>(
  model: Model<State>,
  bounds: Bounds,
  visit: (state: State, number: number) => void = () => {},
): Explored {
  const visited = new VisitedStates();
  const queue = new StateQueue(model.size);
  const bytes = new Uint8Array(model.size);
  const add = (state: State, parent: number): boolean => {
    model.write(state, bytes);
    if (!visited.add(bytes, parent)) return false;
    queue.push(bytes);
    return true;
  };
  const result = (exhausted: boolean, trace?: readonly string[]): Explored => ({
    states: visited.count,
    depth,
    exhausted,
    bytes: visited.bytes + queue.bytes,
    trace,
  });

  let depth = 0;
  let number = 0;
  add(model.first, 0);
  let endOfLevel = 1;
  let wrong: State | undefined;
  for (; queue.length > 0; number++) {
    if (number === endOfLevel) {
      depth++;
      endOfLevel = visited.count;
    }
    const state = model.read(queue.shift());
    visit(state, number);
    model.steps(state, (next) => {
      if (add(next, number) && wrong === undefined && model.isWrong(next)) wrong = next;
    });
    if (wrong !== undefined) return result(false, traceTo(model, visited, wrong));
    if (visited.count >= bounds.states || visited.bytes + queue.bytes >= bounds.bytes) {
      return result(false);
    }
  }
  return result(true);
}

/** Walks the way again from the start, from number to number, to hear what each step says. */
function traceTo<State>(model: Model<State>, visited: VisitedStates, wrong: State): string[] {
  const bytes = new Uint8Array(model.size);
  model.write(wrong, bytes);
  let number = visited.count - 1;
  while (!visited.isState(number, bytes)) number--;
  const way: number[] = [];
  for (; number !== 0; number = visited.parentOf(number)) way.unshift(number);

  const said: string[] = [];
  let state = model.first;
  for (const wanted of way) {
    let found: { next: State; words: string } | undefined;
    model.steps(state, (next, says, who) => {
      model.write(next, bytes);
      if (found === undefined && visited.isState(wanted, bytes)) {
        found = { next: model.read(bytes), words: wordsOf(says, who) };
      }
    });
    if (found === undefined) throw new Error('the way to a state cannot be walked again');
    said.push(found.words);
    state = found.next;
  }
  return said;
}

const wordsOf = (says: string, who: number | undefined): string =>
  who === undefined ? says : says.replaceAll('%', 'AB'[who] ?? '?');
