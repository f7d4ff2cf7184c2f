import { type AuditChange, endpoints, type Session, type UserId } from '@keywright/contract';
import { type Caller, sessionName } from '../../plane/principal.ts';
import { changeOperation, readOperation, unchanged } from '../../request/operation.ts';
import { paged } from '../../request/paging.ts';
import { Problem } from '../../request/problem.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import {
  countSessions,
  endSession,
  endSessionsOf,
  type LockedSession,
  listSessions,
  lockSession,
  readUser,
  type SessionRow,
  type UserRow,
} from './queries.ts';
import { userResource } from './user-resource.ts';

export const listSessionsOperation = () =>
  readOperation(endpoints.listSessions, {
    async target(db, { query, caller }) {
      const row = await readUser(db, query.user_id ?? (caller.principal.id as UserId));
      return row && personTarget(row, caller);
    },
    async run(db, { query, caller, now }, user) {
      const { slice, answer } = paged(query);
      const rows = await listSessions(db, user.id, now, slice);
      const total = await countSessions(db, user.id, now);
      return answer(
        rows.map((row) => presentSession(row, caller)),
        total,
      );
    },
  });

/** People may know of each other; to a service account without the right they are not there. */
function personTarget(row: UserRow, { principal }: Caller) {
  const visible = principal.kind === 'user';
  return { row, resource: userResource(row.id), owner: row.id, visible };
}

function presentSession(row: SessionRow, caller: Caller): Session {
  return {
    id: row.id,
    user_id: row.user_id,
    via: row.via,
    device_name: row.device_name,
    created_at: wireTime(row.created_at),
    expires_at: wireTime(row.expires_at),
    last_used_at: wireTimeOrNull(row.last_used_at),
    address: row.address ?? row.first_address,
    user_agent: row.user_agent ?? row.first_user_agent,
    is_current: row.id === caller.credential.id,
  };
}

export const endSessionOperation = () =>
  changeOperation(endpoints.endSession, {
    changesCredentials: true,
    async target(tx, { params }) {
      const row = await lockSession(tx, params.id);
      return row && { row, resource: userResource(row.user_id), owner: row.user_id };
    },
    async run(tx, { now }, row) {
      if (row.ended_at !== null) return { output: undefined, audit: unchanged };
      await endSession(tx, row.id, now);
      return { output: undefined, audit: sessionEnded(row) };
    },
  });

/** Ends the session the request came with, whatever the state of its person. */
export const signOutOperation = () =>
  changeOperation(endpoints.signOut, {
    changesCredentials: true,
    async run(tx, { caller, now }) {
      const { credential } = caller;
      if (credential.kind !== 'session') {
        throw new Problem('conflict', {
          message: 'This request came with a token. To stop a token, revoke it.',
        });
      }
      const row = await lockSession(tx, credential.id);
      if (!row) throw new Problem('session_invalid');
      await endSession(tx, row.id, now);
      return {
        output: undefined,
        audit: sessionEnded(row),
        cookies: [{ name: 'session', set: null }],
      };
    },
  });

export const endSessionsOperation = () =>
  changeOperation(endpoints.endSessions, {
    changesCredentials: true,
    async target(tx, { body, caller }) {
      // Not locked: nothing of the person changes, and the caller holds a share of their own row already.
      const row = await readUser(tx, body?.user_id ?? (caller.principal.id as UserId));
      return row && personTarget(row, caller);
    },
    async run(tx, { body, caller, now }, user) {
      const current = caller.credential.kind === 'session' ? caller.credential.id : undefined;
      const spared = body?.spare_current ? current : undefined;
      const ended = await endSessionsOf(tx, user.id, now, spared);
      const tooCurrent = current !== undefined && ended.includes(current);
      return {
        output: { ended: ended.length },
        audit:
          ended.length === 0
            ? unchanged
            : {
                action: 'session.end_all',
                target: { kind: 'user', id: user.id, name: user.display_name },
                details: { ended: ended.length },
              },
        ...(tooCurrent && { cookies: [{ name: 'session', set: null }] }),
      };
    },
  });

export function sessionEnded(row: LockedSession) {
  return {
    action: 'session.end',
    target: { kind: 'session', id: row.id, name: sessionName(row) },
    details: { owner_id: row.user_id, owner_name: row.owner_name },
  } satisfies AuditChange;
}
