import { randomUUIDv7 } from 'node:crypto';
import { type AuditChange, builtInRoles, type GrantId, type UserId } from '@keywright/contract';
import type { Tx } from '../../../storage/storage.ts';
import { envsWithNames, holdWelcomingEnvs } from './at-once/queries.ts';
import { auditGivenRole } from './audit-grant.ts';
import { insertGrants, type NewGrant } from './queries.ts';

/** So many rows to a statement: both engines bound the parameters of one. */
const batch = 1000;

/** Grants a new person User on every env that adds new people by itself. */
export async function welcome(
  tx: Tx,
  user: { readonly id: UserId; readonly name: string },
  now: number,
): Promise<AuditChange[]> {
  const ids = await holdWelcomingEnvs(tx);
  const changes: AuditChange[] = [];
  for (let from = 0; from < ids.length; from += batch) {
    const envs = await envsWithNames(tx, ids.slice(from, from + batch));
    const given = envs.map((env) => ({ env, grant: userOf(env, user.id, now) }));
    await insertGrants(
      tx,
      given.map(({ grant }) => grant),
    );
    changes.push(
      ...given.map(({ env, grant: { id } }) => {
        const name = [env.organization_name, env.project_name, env.name].join(' / ');
        return auditGivenRole({ id, user, role: envUser, resource: { id: env.id, name } });
      }),
    );
  }
  return changes;
}

type Env = Awaited<ReturnType<typeof envsWithNames>>[number];
const { envUser } = builtInRoles;

const userOf = (env: Env, id: UserId, now: number): NewGrant => ({
  id: randomUUIDv7() as GrantId,
  principal: { kind: 'user', id },
  roleId: envUser.id,
  permissions: envUser.permissions,
  node: env,
  kindId: null,
  endsAt: null,
  createdAt: now,
  createdBy: { kind: 'system', id: null, name: 'Keywright' },
});
