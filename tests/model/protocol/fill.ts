import { noFill } from './blank.ts';
import { dataOf, material, readable } from './database.ts';
import type { Fill, Node, Server, State } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/** FILL, in its phases: sent; read (head and material in one snapshot); stored, or refused and read again. */
export function fillSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined || server.stage === 'gone') return;
  const put = (one: Partial<Server>) => withServer(state, who, { ...server, ...one });
  const { fill } = server;
  switch (fill.phase) {
    case 'none':
      if (server.entry !== 0) return;
      for (const node of readable(state)) {
        emit(put({ fill: { ...noFill, phase: 'sent', node } }), fillSent(node, state), who);
      }
      return;
    case 'sent':
    case 'half':
      emit(put({ fill: readMaterial(world, state, fill) }), readWords(world, fill), who);
      return;
    case 'read':
      if (world.has['lost replies']) {
        emit(put({ fill: noFill }), "the reply to %'s read is lost", who);
      }
      if (mayStore(world, server, fill)) {
        emit(put({ fill: noFill, entry: 1 + fill.mask }), '% stores what it read', who);
      }
      return;
    default:
      throw fill.phase satisfies never;
  }
}

const fillSent = (node: Node, { promoted }: State) =>
  promoted && node === 0
    ? '% asks the deposed primary for the material'
    : '% asks for the material';

const readWords = ({ fault }: World, { phase }: Fill) => {
  if (fault !== 'material before the head') return 'the database reads head and material for %';
  return phase === 'sent'
    ? 'the database reads the material for %'
    : 'then it reads the head for %';
};

/** A cache is bounded: entries go, and so does what is known of when a key last changed, which the floor then covers. */
export function evictionSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (!world.has.eviction || server === undefined || server.stage === 'gone') return;
  const put = (one: Partial<Server>) => withServer(state, who, { ...server, ...one });
  if (server.entry !== 0) emit(put({ entry: 0 }), '% evicts the entry', who);
  if (server.last === 0) return;
  const kept = world.fault === 'eviction without raising the floor';
  const floor = kept ? server.floor : Math.max(server.floor, server.last);
  emit(put({ last: 0, floor }), '% forgets when the key last changed', who);
}

/** Head first, then the material, in one snapshot. */
export function readMaterial(world: World, state: State, fill: Fill): Fill {
  const data = dataOf(state, fill.node);
  const mask = material(world, data);
  if (world.fault !== 'material before the head') {
    return { ...fill, phase: 'read', head: data.head, term: data.term, mask };
  }
  if (fill.phase === 'sent') return { ...fill, phase: 'half', mask };
  return { ...fill, phase: 'read', head: data.head, term: data.term };
}

/** Nothing that was read before something was applied enters the cache after it. */
function mayStore({ fault }: World, { term, floor, last, entry }: Server, fill: Fill): boolean {
  if (fault === 'write if absent') return entry === 0 && fill.term === term;
  if (fill.term !== term && fault !== 'fill of another term stored') return false;
  return fill.head >= floor && last <= fill.head;
}
