import { judged } from './answer.ts';
import { noFill, noVerifier } from './blank.ts';
import { readable } from './database.ts';
import { readMaterial } from './fill.ts';
import type { Message, State, Verifier } from './state.ts';
import { isFull, sendDependant } from './verifier-channel.ts';
import type { Emit, World } from './world.ts';

/** A verifier: pings, fills and answers by what came through one ordered channel from its server. */
export function verifierSteps(world: World, state: State, emit: Emit): void {
  if (!world.has.verifier) return;
  pingSteps(world, state, emit);
  fillForVerifier(world, state, emit);
  receiveSteps(world, state, emit);
  const { verifier } = state;
  if (verifier.entry !== 0 && verifier.lease > 0 && state.receipted !== 0) {
    const wrong = judged(world, verifier.entry - 1, state.receipted);
    emit({ ...state, wrong }, 'a check begins at the verifier, which answers from its cache');
  }
  if (world.has.eviction && verifier.entry !== 0) {
    emit(put(state, { entry: 0 }), 'the verifier evicts the entry');
  }
  const kept = world.fault === 'verifier keeps its cache when it reconnects';
  const { entry, last, lease, lost } = verifier;
  const anew = kept ? { ...noVerifier, entry, last, lease, lost, lent: verifier.lent } : noVerifier;
  emit({ ...state, verifier: anew }, 'the verifier reconnects');
}

const put = (state: State, one: Partial<Verifier>): State => ({
  ...state,
  verifier: { ...state.verifier, ...one },
});

function pingSteps({ fault, of }: World, state: State, emit: Emit): void {
  const { verifier } = state;
  const [server] = state.servers;
  if (server === undefined) return;
  if (!verifier.pinged) {
    emit(put(state, { pinged: true, pingAge: 0, pingLost: 0 }), 'the verifier pings');
    return;
  }
  if (verifier.answered || server.lease === 0 || server.apart || isFull(state)) return;
  // What remains of the server's own lease; so the verifier's cannot outlive it.
  const value = fault === 'verifier given a whole lease' ? of.lease : server.lease;
  const granted = sendDependant(state, { kind: 'grant', value, mask: 0 });
  const lent = Math.max(verifier.lent, value);
  emit(put(granted, { answered: true, lent }), 'A answers the ping with what remains of its lease');
}

/** The server notes that the key is handed out before it reads for it, so that whatever it applies meanwhile is sent. */
function fillForVerifier(world: World, state: State, emit: Emit): void {
  const { verifier } = state;
  const { relay } = verifier;
  const late = world.fault === 'handing out noted late';
  switch (relay.phase) {
    case 'none':
      if (verifier.entry !== 0 || verifier.asked || state.servers[0]?.stage !== 'member') return;
      for (const node of readable(state)) {
        const asked = {
          asked: true,
          handed: !late,
          relay: { ...noFill, phase: 'sent' as const, node },
        };
        emit(put(state, asked), 'the verifier asks for the material, and A notes it');
      }
      return;
    case 'sent':
    case 'half':
      emit(put(state, { relay: readMaterial(world, state, relay) }), 'the database reads for it');
      return;
    case 'read': {
      if (isFull(state)) return;
      const message = { kind: 'fill' as const, value: relay.head, mask: relay.mask };
      const sent = put(sendDependant(state, message), { relay: noFill, handed: true });
      emit(sent, 'A passes on what was read, with its position');
      return;
    }
    default:
      throw relay.phase satisfies never;
  }
}

function receiveSteps(world: World, state: State, emit: Emit): void {
  const { queue } = state.verifier;
  const [first] = queue;
  if (first !== undefined) emit(received(world, state, first, 0), heard[first.kind]);
  if (world.fault !== 'grants overtake') return;
  const at = queue.findIndex(({ kind }) => kind === 'grant');
  const grant = queue[at];
  if (at > 0 && grant !== undefined) {
    emit(received(world, state, grant, at), `${heard.grant}, out of order`);
  }
}

const heard: Readonly<Record<Message['kind'], string>> = {
  none: '',
  drop: 'the verifier drops the entry, and confirms',
  grant: 'the verifier hears the grant',
  fill: 'the verifier hears what was read',
};

function received(world: World, state: State, { kind, value, mask }: Message, at: number): State {
  const { verifier } = state;
  const rest = put(state, { queue: verifier.queue.toSpliced(at, 1) });
  switch (kind) {
    case 'none':
      return rest;
    case 'drop': {
      const owed = verifier.owed === value ? 0 : verifier.owed;
      return put(rest, { entry: 0, last: value, owed });
    }
    case 'grant':
      return put(rest, granted(world, verifier, value));
    case 'fill': {
      const fits = verifier.last <= value || world.fault === 'fill without its position';
      return put(rest, fits ? { asked: false, entry: 1 + mask } : { asked: false });
    }
    default:
      throw kind satisfies never;
  }
}

/** Counted from the ping, and shorter by what two clocks may differ. */
function granted({ fault, of }: World, verifier: Verifier, value: number): Partial<Verifier> {
  const done = { pinged: false, answered: false, pingAge: 0, pingLost: 0 };
  const late = fault === 'verifier counts from the reply';
  const margin = fault === 'verifier without the allowance for clocks' ? 0 : of.slack;
  const lease = Math.max(0, value - margin - (late ? 0 : verifier.pingAge));
  if (lease <= verifier.lease) return done;
  return { ...done, lease, lost: late ? 0 : verifier.pingLost };
}
