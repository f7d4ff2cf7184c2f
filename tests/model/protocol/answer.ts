import { dataOf, material, readable } from './database.ts';
import type { Server, State, Wrong } from './state.ts';
import { type Emit, type World, withServer } from './world.ts';

/**
 * ANSWER. A check begins (its input is being read), and is answered later, in one stretch, by a fresh look at the
 * deadline. A check that began before any receipt can not be answered wrong, so those are left out.
 */
export function answerSteps(world: World, state: State, who: number, emit: Emit): void {
  const server = state.servers[who];
  if (server === undefined || server.stage === 'gone') return;
  const put = (one: Partial<Server>) => withServer(state, who, { ...server, ...one });

  if (world.fault === 'flag set by a timer') {
    const flag = server.lease > 0;
    if (flag !== server.flag) emit(put({ flag }), '% looks at its lease by a timer', who);
  }
  if (server.check === 0) {
    if (state.receipted === 0) return;
    emit(put({ check: 1 + state.receipted }), 'a check begins at %', who);
    return;
  }
  const must = server.check - 1;
  if (server.entry !== 0 && mayAnswer(world, server)) {
    const wrong = judged(world, server.entry - 1, must);
    emit({ ...put({ check: 0 }), wrong }, '% answers from its cache', who);
  }
  if (world.fault !== 'plain read after a lapse' || server.lease > 0) return;
  for (const node of readable(state)) {
    const wrong = judged(world, material(world, dataOf(state, node)), must);
    emit({ ...put({ check: 0 }), wrong }, '% answers by a plain read, without a lease', who);
  }
}

function mayAnswer({ fault }: World, { lease, apart, flag }: Server): boolean {
  if (fault === 'flag set by a timer') return flag;
  return lease > 0 && (!apart || fault === 'clocks not compared');
}

/** What an answer by these changes is, where a check had to know those of `must`. */
export function judged({ of, onKey }: World, seen: number, must: number): Wrong {
  const missing = must & onKey & ~seen;
  if (missing === 0) return 'nothing';
  const says = lastOf(of.changes, seen);
  const should = lastOf(of.changes, must & onKey);
  if (says === should) return 'older than a receipt';
  return should === 'revoke' ? 'yes after its revoke' : 'no after its restore';
}

function lastOf(changes: readonly string[], set: number): string {
  const last = changes.findLast((what, i) => what !== 'another key' && (set & (1 << i)) !== 0);
  return last === 'revoke' ? 'revoke' : 'restore';
}
