import type { Tape } from '../explore/tape.ts';
import { noMessage } from './blank.ts';
import type {
  Change,
  Data,
  Fill,
  Message,
  Request,
  Row,
  Server,
  State,
  Verifier,
} from './state.ts';
import { channelLength } from './verifier-channel.ts';
import type { World } from './world.ts';

const stages: readonly Server['stage'][] = ['out', 'member', 'leaving', 'gone'];
const kinds: readonly Request['kind'][] = ['none', 'join', 'renew'];
const requestPhases: readonly Request['phase'][] = ['sent', 'read', 'done'];
const outcomes: readonly Request['outcome'][] = ['done', 'no row', 'warning'];
const fillPhases: readonly Fill['phase'][] = ['none', 'sent', 'half', 'read'];
const messageKinds: readonly Message['kind'][] = ['none', 'drop', 'grant', 'fill'];
const changePhases: readonly Change['phase'][] = [
  'none',
  'open',
  'committed',
  'in doubt, open',
  'in doubt',
  'waiting',
  'confirmed',
  'told unknown',
  'undone',
];
const wrongs: readonly State['wrong'][] = [
  'nothing',
  'yes after its revoke',
  'no after its restore',
  'older than a receipt',
];

/**
 * A state as bytes. Each function below says both how its part is written and how it is read back (from whatever is
 * given in its place), so that the two cannot differ. Without a fail-over there is no second node to be told.
 */
export function passState({ has }: World, tape: Tape, state: State): State {
  const primary = passData(tape, state.primary);
  const other = has['fail-over'] ? passData(tape, state.other) : primary;
  return {
    primary,
    other,
    promoted: tape.bit(state.promoted),
    servers: state.servers.map((server) => passServer(tape, server)),
    changes: state.changes.map((change) => passChange(tape, change)),
    watch: has.sweeping ? passWatch(tape, state.watch) : state.watch,
    verifier: has.verifier ? passVerifier(tape, state.verifier) : state.verifier,
    receipted: tape.int(state.receipted),
    wrong: tape.word(wrongs, state.wrong),
  };
}

const passData = (tape: Tape, data: Data): Data => ({
  term: tape.int(data.term),
  head: tape.int(data.head),
  pruned: tape.int(data.pruned),
  seqs: data.seqs.map((seq) => tape.int(seq)),
  rows: data.rows.map((row) => passRow(tape, row)),
});

const passRow = (tape: Tape, row: Row): Row => ({
  there: tape.bit(row.there),
  applied: tape.int(row.applied),
  term: tape.int(row.term),
  beat: tape.int(row.beat),
  idle: tape.int(row.idle),
});

const passServer = (tape: Tape, server: Server): Server => ({
  stage: tape.word(stages, server.stage),
  slot: tape.int(server.slot),
  born: tape.int(server.born),
  fresh: tape.bit(server.fresh),
  beat: tape.int(server.beat),
  term: tape.int(server.term),
  applied: tape.int(server.applied),
  floor: tape.int(server.floor),
  last: tape.int(server.last),
  entry: tape.int(server.entry),
  lease: tape.int(server.lease),
  lost: tape.int(server.lost),
  apart: tape.bit(server.apart),
  flag: tape.bit(server.flag),
  check: tape.int(server.check),
  request: passRequest(tape, server.request),
  fill: passFill(tape, server.fill),
});

const passRequest = (tape: Tape, request: Request): Request => ({
  kind: tape.word(kinds, request.kind),
  phase: tape.word(requestPhases, request.phase),
  node: tape.int(request.node) as Request['node'],
  age: tape.int(request.age),
  lost: tape.int(request.lost),
  apart: tape.bit(request.apart),
  head: tape.int(request.head),
  term: tape.int(request.term),
  rows: tape.int(request.rows),
  touch: tape.int(request.touch),
  outcome: tape.word(outcomes, request.outcome),
  beat: tape.int(request.beat),
});

const passFill = (tape: Tape, fill: Fill): Fill => ({
  phase: tape.word(fillPhases, fill.phase),
  node: tape.int(fill.node) as Fill['node'],
  head: tape.int(fill.head),
  term: tape.int(fill.term),
  mask: tape.int(fill.mask),
});

const passChange = (tape: Tape, change: Change): Change => ({
  phase: tape.word(changePhases, change.phase),
  seq: tape.int(change.seq),
  term: tape.int(change.term),
  node: tape.int(change.node) as Change['node'],
  wait: tape.int(change.wait),
  members: tape.int(change.members),
});

const passWatch = (tape: Tape, watch: State['watch']): State['watch'] => ({
  slot: tape.int(watch.slot),
  beat: tape.int(watch.beat),
  term: tape.int(watch.term),
  elapsed: tape.int(watch.elapsed),
});

const passVerifier = (tape: Tape, verifier: Verifier): Verifier => ({
  entry: tape.int(verifier.entry),
  last: tape.int(verifier.last),
  lease: tape.int(verifier.lease),
  lost: tape.int(verifier.lost),
  pinged: tape.bit(verifier.pinged),
  answered: tape.bit(verifier.answered),
  pingAge: tape.int(verifier.pingAge),
  pingLost: tape.int(verifier.pingLost),
  asked: tape.bit(verifier.asked),
  queue: passQueue(tape, verifier.queue),
  handed: tape.bit(verifier.handed),
  owed: tape.int(verifier.owed),
  lent: tape.int(verifier.lent),
  relay: passFill(tape, verifier.relay),
});

/** Always as many bytes as a full channel takes. */
function passQueue(tape: Tape, queue: readonly Message[]): readonly Message[] {
  const passed: Message[] = [];
  for (let i = 0; i < channelLength; i++) {
    const { kind, value, mask } = queue[i] ?? noMessage;
    const one = {
      kind: tape.word(messageKinds, kind),
      value: tape.int(value),
      mask: tape.int(mask),
    };
    if (one.kind !== 'none') passed.push(one);
  }
  return passed;
}
