import type { Change, Fill, Message, Request, Row, Server, Verifier, Watch } from './state.ts';

/** What stands where nothing is, always the same, so that equal states are equal. */

export const noRequest: Request = {
  kind: 'none',
  phase: 'sent',
  node: 0,
  age: 0,
  lost: 0,
  apart: false,
  head: 0,
  term: 0,
  rows: 0,
  touch: 0,
  outcome: 'done',
  beat: 0,
};

export const noFill: Fill = { phase: 'none', node: 0, head: 0, term: 0, mask: 0 };

export const noRow: Row = { there: false, applied: 0, term: 0, beat: 0, idle: 0 };

export const noWatch: Watch = { slot: 0, beat: 0, term: 0, elapsed: 0 };

export const noMessage: Message = { kind: 'none', value: 0, mask: 0 };

export const noChange: Change = { phase: 'none', seq: 0, term: 0, node: 0, wait: 0, members: 0 };

export const noServer: Server = {
  stage: 'out',
  slot: 0,
  born: 0,
  fresh: false,
  beat: 0,
  term: 0,
  applied: 0,
  floor: 0,
  last: 0,
  entry: 0,
  lease: 0,
  lost: 0,
  apart: false,
  flag: false,
  check: 0,
  request: noRequest,
  fill: noFill,
};

export const noVerifier: Verifier = {
  entry: 0,
  last: 0,
  lease: 0,
  lost: 0,
  pinged: false,
  answered: false,
  pingAge: 0,
  pingLost: 0,
  asked: false,
  queue: [],
  handed: false,
  owed: 0,
  lent: 0,
  relay: noFill,
};
