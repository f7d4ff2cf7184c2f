import type { Data, Server, State } from './state.ts';
import type { World } from './world.ts';

/**
 * Beats only matter by whether they are equal, and by how many renewals lie between: for each row they are counted
 * from the smallest that anybody holds.
 */
export function countedFromLeast(world: World, state: State): State {
  let next = state;
  const places = state.primary.rows.length;
  for (let slot = 0; slot < places; slot++) {
    const least = leastBeat(world, state, slot);
    if (least > 0 && least < Number.POSITIVE_INFINITY) next = lowered(next, slot, least);
  }
  return next;
}

function leastBeat({ has }: World, state: State, slot: number): number {
  let least = Number.POSITIVE_INFINITY;
  const row = state.primary.rows[slot];
  if (row?.there) least = row.beat;
  const other = has['fail-over'] ? state.other.rows[slot] : undefined;
  if (other?.there) least = Math.min(least, other.beat);
  for (const server of state.servers) {
    if (!holdsBeat(server, slot)) continue;
    least = Math.min(least, server.beat);
    if (repliesBeat(server)) least = Math.min(least, server.request.beat);
  }
  if (state.watch.slot === slot + 1) least = Math.min(least, state.watch.beat);
  return least;
}

const holdsBeat = ({ stage, slot }: Server, wanted: number): boolean =>
  slot === wanted && (stage === 'member' || stage === 'leaving');

const repliesBeat = ({ request }: Server): boolean =>
  request.kind === 'renew' && request.phase === 'done' && request.outcome === 'done';

function lowered(state: State, slot: number, by: number): State {
  const { watch } = state;
  const primary = loweredRow(state.primary, slot, by);
  return {
    ...state,
    primary,
    other: state.other === state.primary ? primary : loweredRow(state.other, slot, by),
    servers: state.servers.map((server) => loweredServer(server, slot, by)),
    watch: watch.slot === slot + 1 ? { ...watch, beat: watch.beat - by } : watch,
  };
}

function loweredRow(data: Data, slot: number, by: number): Data {
  const row = data.rows[slot];
  if (row === undefined || !row.there) return data;
  return { ...data, rows: data.rows.with(slot, { ...row, beat: row.beat - by }) };
}

function loweredServer(server: Server, slot: number, by: number): Server {
  if (!holdsBeat(server, slot)) return server;
  const { request } = server;
  return {
    ...server,
    beat: server.beat - by,
    request: repliesBeat(server) ? { ...request, beat: request.beat - by } : request,
  };
}

/** The same state with the two servers' names exchanged. */
export function exchanged({ of }: World, state: State): State {
  const places = of.incarnations;
  const swapSet = (set: number) => ((set >> places) | (set << places)) & ((1 << (2 * places)) - 1);
  const swapSlot = (slot: number) => (slot + places) % (2 * places);
  const swapData = (data: Data): Data => ({
    ...data,
    rows: [...data.rows.slice(places), ...data.rows.slice(0, places)],
  });
  const primary = swapData(state.primary);
  return {
    ...state,
    primary,
    other: state.other === state.primary ? primary : swapData(state.other),
    servers: state.servers
      .map((server) => ({ ...server, slot: swapSlot(server.slot) }))
      .toReversed(),
    changes: state.changes.map((one) => ({ ...one, members: swapSet(one.members) })),
    watch:
      state.watch.slot === 0
        ? state.watch
        : { ...state.watch, slot: 1 + swapSlot(state.watch.slot - 1) },
  };
}
