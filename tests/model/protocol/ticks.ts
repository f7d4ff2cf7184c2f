import type { Data, Request, Server, State, Verifier } from './state.ts';
import type { Emit, World } from './world.ts';

/**
 * One tick of the clock by which receipts are waited for and rows are watched. Every server's own clock moves along,
 * or misses the tick: because it runs slow (at most `slack` ticks in one lease), or because its machine is suspended,
 * which its wall clock tells afterwards.
 */
export function tickSteps(world: World, state: State, emit: Emit): void {
  const shared = {
    ...state,
    primary: older(world, state.primary),
    other: state.other === state.primary ? state.other : older(world, state.other),
    changes: state.changes.map((one) => (one.wait === 0 ? one : { ...one, wait: one.wait - 1 })),
    watch: watched(world, state),
  };
  if (shared.other === state.primary) shared.other = shared.primary;
  const clocks = state.servers.map((server) => clocksOf(world, server));
  for (const servers of everyChoice(clocks)) {
    const next = { ...shared, servers: servers.map(({ after }) => after) };
    const says = wordsOf(servers);
    emit(
      { ...next, verifier: verifierTick(world, state.verifier, servers[0]?.lost === true) },
      says,
    );
    if (!world.has.verifier || !mayLose(world, state.verifier)) continue;
    const lent = verifierTick(world, state.verifier, servers[0]?.lost === true).lent;
    emit(
      { ...next, verifier: slowVerifier(state.verifier, lent) },
      `${says}, not for the verifier`,
    );
  }
}

interface Ticked {
  readonly after: Server;
  readonly lost: boolean;
  readonly says: string;
}

function clocksOf({ has, of }: World, server: Server): readonly Ticked[] {
  const { request, lease, lost, stage } = server;
  const choices: Ticked[] = [{ after: moved(server, of.lease), lost: false, says: '' }];
  const runs = lease > 0 || request.kind !== 'none';
  if (has['slow clocks'] && runs && lost < of.slack && request.lost < of.slack) {
    choices.push({ after: slow(server), lost: true, says: 'slow' });
  }
  if (has.suspension && (runs || stage === 'member')) {
    choices.push({ after: suspended(server), lost: true, says: 'suspended' });
  }
  return choices;
}

function slow(server: Server): Server {
  const { request, lease, lost } = server;
  const late = { ...request, lost: request.lost + 1 };
  return {
    ...server,
    lost: lease > 0 ? lost + 1 : 0,
    request: request.kind === 'none' ? request : late,
  };
}

const suspended = (server: Server): Server => ({
  ...server,
  apart: true,
  request: server.request.kind === 'none' ? server.request : { ...server.request, apart: true },
});

function moved(server: Server, most: number): Server {
  const lease = Math.max(0, server.lease - 1);
  return {
    ...server,
    lease,
    lost: lease === 0 ? 0 : server.lost,
    request: aged(server.request, most),
  };
}

const aged = (request: Request, most: number): Request =>
  request.kind === 'none' || request.age >= most ? request : { ...request, age: request.age + 1 };

function older({ fault, patience }: World, data: Data): Data {
  const counted =
    fault === 'members filtered by expiry' || fault === 'sweep by the clock of the database';
  if (!counted) return data;
  const rows = data.rows.map((row) =>
    row.there && row.idle < patience ? { ...row, idle: row.idle + 1 } : row,
  );
  return { ...data, rows };
}

function watched({ patience }: World, { watch }: State): State['watch'] {
  if (watch.slot === 0 || watch.elapsed >= patience) return watch;
  return { ...watch, elapsed: watch.elapsed + 1 };
}

function verifierTick({ has, of }: World, verifier: Verifier, serverSlow: boolean): Verifier {
  if (!has.verifier) return verifier;
  const lease = Math.max(0, verifier.lease - 1);
  return {
    ...verifier,
    lease,
    lost: lease === 0 ? 0 : verifier.lost,
    pingAge: verifier.pinged ? Math.min(of.lease, verifier.pingAge + 1) : 0,
    lent: serverSlow ? verifier.lent : Math.max(0, verifier.lent - 1),
  };
}

const mayLose = ({ has, of }: World, { lease, lost, pinged, pingLost }: Verifier): boolean =>
  has['slow clocks'] && (lease > 0 || pinged) && lost < of.slack && pingLost < of.slack;

const slowVerifier = (verifier: Verifier, lent: number): Verifier => ({
  ...verifier,
  lost: verifier.lease > 0 ? verifier.lost + 1 : 0,
  pingLost: verifier.pinged ? verifier.pingLost + 1 : 0,
  lent,
});

function wordsOf(servers: readonly Ticked[]): string {
  const odd = servers.flatMap(({ says }, i) => (says === '' ? [] : [`${'AB'[i]} ${says}`]));
  return odd.length === 0 ? 'a tick passes' : `a tick passes, ${odd.join(', ')}`;
}

function everyChoice(choices: readonly (readonly Ticked[])[]): readonly (readonly Ticked[])[] {
  return choices.reduce<readonly (readonly Ticked[])[]>(
    (all, some) => all.flatMap((row) => some.map((one) => [...row, one])),
    [[]],
  );
}
