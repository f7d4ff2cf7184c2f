import type { AnyId, AuditChange, Endpoint, ErrorCode } from '@keywright/contract';
import { siteId } from '@keywright/contract';
import type { Actor, Origin } from '../audit/actor.ts';
import { writeAuditEvent } from '../audit/write-audit-event.ts';
import type { Place } from '../plane/allowed.ts';
import type { Authentication } from '../plane/authentication.ts';
import type { LimitState } from '../plane/limits/minute-windows.ts';
import type { UseLimits } from '../plane/limits/use-limits.ts';
import type { Plane } from '../plane/plane.ts';
import type { Presented } from '../plane/presented.ts';
import type { Caller } from '../plane/principal.ts';
import type { ChangeEverywhere } from '../plane/revocation/change-everywhere.ts';
import type { Receipt } from '../plane/revocation/receipts.ts';
import type { Standing } from '../plane/revocation/standing.ts';
import type { Secret } from '../plane/secret.ts';
import type { UsageRecorder } from '../plane/usage/usage-recorder.ts';
import { refuseEarlier } from '../storage/position.ts';
import type { Storage, Tx } from '../storage/storage.ts';
import { takePlace } from '../storage/take-place.ts';
import { actorOf } from './actor.ts';
import { authorize } from './authorize.ts';
import { useCounts } from './count-uses.ts';
import { decode, type RawInput } from './decode.ts';
import { limitOf } from './limit-of.ts';
import {
  type Asked,
  type Changed,
  type CookieChange,
  type Operation,
  type RefusedChange,
  type Target,
  unchanged,
} from './operation.ts';
import { Problem } from './problem.ts';
import { answeredBefore, keepForRepeat, type Repeat, repeatOf } from './repeated/repeat.ts';

/** A request as the HTTP adapter hands it over: matched, within the limits of size, nothing decided. */
export interface Incoming extends RawInput {
  readonly presented: Presented;
  /** Whether a browser says that it comes from this site's own pages. */
  readonly fromOwnPages: boolean;
  readonly origin: Origin;
  readonly signal: AbortSignal;
  readonly cookies: Asked<Endpoint>['cookies'];
  readonly deliveryId: Asked<Endpoint>['deliveryId'];
  /** By which the caller can fetch the answer again; as sent. */
  readonly repeatKey: Secret | undefined;
  /** Told how far the token's limit is used up, where it has one. */
  readonly onLimit: (limit: LimitState) => void;
}

export interface Outgoing {
  /** Whether the output is the endpoint's preview, and nothing was changed. */
  readonly isPreview?: true;
  readonly output: unknown;
  readonly cookies: readonly CookieChange[];
  /** Of a change that something decides by: it holds on every server. */
  readonly receipt?: Receipt | undefined;
}

type Done = Changed<never> | RefusedChange | Outgoing;

export interface Pipeline {
  /** The one way of every request to its operation. Rejects with a Problem, or an error of the storage. */
  run(operation: Operation, incoming: Incoming): Promise<Outgoing>;
}

interface Rooms {
  readonly storage: Storage;
  readonly changeEverywhere: ChangeEverywhere;
  readonly standing: Standing;
  readonly plane: Plane;
  readonly usage: UsageRecorder;
  readonly limits: UseLimits;
  readonly clock: () => number;
}

export function createPipeline(rooms: Rooms): Pipeline {
  const { storage, changeEverywhere, standing, plane, usage, limits, clock } = rooms;
  const uses = useCounts(usage, clock);
  return {
    async run(operation, incoming) {
      const caller = await authenticate(operation.endpoint, incoming);
      if (!caller) return carryOut(operation, incoming, caller);
      try {
        const outgoing = await carryOut(operation, incoming, caller);
        uses.ended(caller, incoming.origin);
        return outgoing;
      } catch (error) {
        uses.ended(caller, incoming.origin, error);
        throw error;
      }
    },
  };

  async function carryOut(
    operation: Operation,
    incoming: Incoming,
    caller: Caller | undefined,
  ): Promise<Outgoing> {
    const { endpoint } = operation;
    const input = decode(endpoint, incoming);
    const { origin, signal, cookies, deliveryId } = incoming;
    const sent = { ...input, caller, origin, signal, cookies, deliveryId };
    const asked = { ...sent, now: clock() } as Asked<never>;
    try {
      const repeat = repeatOf(endpoint, asked as Asked<Endpoint>, incoming.repeatKey);
      const prepared = await operation.does.prepare?.(asked);
      switch (operation.effect) {
        case 'memory':
          return { output: await operation.does.answer(asked), cookies: [] };
        case 'read':
          return await read(operation, asked, prepared);
        case 'change':
          return await change(operation, asked, { prepared, repeat });
        default:
          throw operation satisfies never;
      }
    } catch (error) {
      await recordDenial(error, operation, asked);
      throw error;
    }
  }

  async function authenticate(endpoint: Endpoint, incoming: Incoming): Promise<Caller | undefined> {
    if (endpoint.access.rule === 'public') return undefined;
    const { presented, origin } = incoming;
    const judged = await plane.authenticate(presented);
    if (!judged.ok) uses.refused(presented, judged.refusal, origin);
    const caller = accepted(endpoint, judged);
    // CSRF: another site can make a browser send the cookie, but not make it say that it comes from here.
    const { credential } = caller;
    const byCookie = credential.kind === 'session' && credential.carrier === 'cookie';
    if (byCookie && endpoint.effect === 'change' && !incoming.fromOwnPages) {
      throw new Problem('csrf_refused');
    }
    await refuseBeyondLimit(caller, incoming);
    return caller;
  }

  /** A token used more often than its policy allows is refused before anything is done for it. */
  async function refuseBeyondLimit(caller: Caller, { onLimit, origin }: Incoming): Promise<void> {
    const limit = await limitOf(limits, caller);
    if (!limit) return;
    onLimit(limit);
    if (!limit.isBeyond) return;
    const problem = new Problem('rate_limited', { limit });
    uses.ended(caller, origin, problem);
    throw problem;
  }

  async function read(
    { does, endpoint }: Operation & { effect: 'read' },
    asked: Asked<never>,
    prepared: unknown,
  ): Promise<Outgoing> {
    const isDecided = endpoint.access.rule !== 'public';
    const since = isDecided ? await standing.hold() : undefined;
    return storage.read(async (db) => {
      if (since) await refuseEarlier(db, since);
      const target: Target<unknown> | undefined = await does.target?.(db, asked);
      await authorize(plane, db, { endpoint, caller: asked.caller, target });
      const answer = await does.run(db, asked, target?.row, prepared);
      return isAnswered(answer) ? answer : { output: answer, cookies: [] };
    });
  }

  async function change(
    { does, endpoint }: Operation & { effect: 'change' },
    asked: Asked<never>,
    { prepared, repeat }: { readonly prepared: unknown; readonly repeat: Repeat | undefined },
  ): Promise<Outgoing> {
    const hold = does.changesCredentials || repeat ? 'alone' : 'shared';
    const isTrial = isDryRun(endpoint, asked);
    const { done, receipt } = await changeEverywhere(async (tx): Promise<Done> => {
      // Again, under a lock: it may have been revoked while the input was read or a provider was asked.
      const given: Caller | undefined = asked.caller;
      const caller = given && accepted(endpoint, await plane.confirm(tx, given, hold));
      const sent = { ...(asked as Asked<Endpoint>), caller };
      const target: Target<unknown> | undefined = await does.target?.(tx, sent as Asked<never>);
      // From when what it changes is held: of two at once, the one that was made later is later.
      const current = { ...sent, now: clock() } as Asked<never>;
      await authorize(plane, tx, { endpoint, caller, target });
      // Authorized as the change itself would be, and as far as that: it tells what only they may know.
      if (isTrial) return tried(await does.preview?.(tx, current, target?.row));
      const before = repeat && (await answeredBefore(tx, repeat));
      if (before !== undefined) {
        await takePlace(tx, asked.now);
        return { output: before, cookies: [] };
      }
      const changed = await does.run(tx, current, target?.row, prepared);
      await writeDown(tx, changed, { asked: current, place: target?.resource });
      if (repeat && 'output' in changed) await keepForRepeat(tx, repeat, changed.output);
      return changed;
    });
    if (isOutgoing(done)) return { ...done, receipt };
    if ('refusal' in done) throw done.refusal;
    done.afterCommit?.();
    return { output: done.output, cookies: done.cookies ?? [], receipt };
  }

  async function writeDown(
    tx: Tx,
    changed: Changed<never> | RefusedChange,
    { asked, place }: { asked: Asked<never>; place: Place | undefined },
  ): Promise<void> {
    if (changed.audit === unchanged) await takePlace(tx, (asked as Asked<Endpoint>).now);
    if (typeof changed.audit === 'symbol') return;
    const actor = changed.actor ?? actorOfAsked(asked);
    const { origin, now } = asked as Asked<Endpoint>;
    for (const change of [changed.audit].flat() as AuditChange[]) {
      await writeAuditEvent(tx, { change, actor, origin, at: now, place });
    }
  }

  /** A refused attempt to change something is worth a record; its transaction is gone, so it has its own. */
  async function recordDenial(
    error: unknown,
    { effect, endpoint }: Operation,
    asked: Asked<never>,
  ): Promise<void> {
    const { caller, origin, now, params } = asked as Asked<Endpoint>;
    if (effect !== 'change' || !caller) return;
    if (!(error instanceof Problem) || !denials.has(error.code)) return;
    const change: AuditChange = {
      action: 'access.denied',
      target: { kind: 'site', id: siteId, name: 'Site' },
      details: {
        endpoint: `${endpoint.method} ${endpoint.path}`,
        permission: error.details.permission ?? '',
        resource_id: (params as { id?: AnyId } | undefined)?.id ?? null,
      },
    };
    await storage.change((tx) =>
      writeAuditEvent(tx, { change, actor: actorOf(caller), origin, at: now }),
    );
  }
}

/** Of a right that is missing, or of a token that was not made for it: a stolen one shows by what it tries. */
const denials: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'scope_missing',
  'scoped_token_refused',
]);

function accepted(endpoint: Endpoint, authentication: Authentication): Caller {
  if (authentication.ok) return authentication.caller;
  const { refusal, caller } = authentication;
  if (endpoint.access.rule === 'bearer' && refusal === 'principal_inactive' && caller)
    return caller;
  throw new Problem(refusal, { message: inactivity(refusal, caller) });
}

/** Only people are activated. */
function inactivity(refusal: string, caller: Caller | undefined): string | undefined {
  if (refusal !== 'principal_inactive' || !caller) return undefined;
  const { kind } = caller.principal;
  switch (kind) {
    case 'user':
      return undefined;
    case 'service_account':
      return 'This service account is disabled or has expired. Who administers it can change that.';
    case 'deployment':
      return 'This deployment is disabled or about to be deleted, and acts no more.';
    default:
      throw kind satisfies never;
  }
}

function actorOfAsked(asked: Asked<never>): Actor {
  const { caller } = asked as { caller: Caller | undefined };
  if (!caller) throw new Error('A change of nobody must name its actor.');
  return actorOf(caller);
}

function isDryRun({ preview }: Endpoint, { query }: Asked<Endpoint>): boolean {
  return preview !== undefined && (query as { dry_run?: boolean } | undefined)?.dry_run === true;
}

const isOutgoing = (done: Changed<never> | RefusedChange | Outgoing): done is Outgoing =>
  !('audit' in done);

const tried = (output: unknown): Outgoing => ({ isPreview: true, output, cookies: [] });

function isAnswered(answer: unknown): answer is Outgoing {
  return typeof answer === 'object' && answer !== null && 'output' in answer && 'cookies' in answer;
}
