import { endpoints, type Profile } from '@keywright/contract';
import { type Rights, site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller, Credential } from '../../plane/principal.ts';
import { readOperation } from '../../request/operation.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { presentUser } from './present-user.ts';
import { readUser } from './queries.ts';

export const authMeOperation = () =>
  readOperation(endpoints.authMe, {
    run: async (db, { caller }) => ({ User: await userOf(db, caller) }),
  });

export const profileOperation = (plane: Plane) =>
  readOperation(endpoints.profile, {
    run: async (db, { caller }) => ({
      user: await userOf(db, caller),
      credential: presentCredential(caller.credential),
      abilities: abilitiesOf(await plane.rights(db, caller, [site])),
    }),
  });

async function userOf(db: Db, { principal }: Caller) {
  const row = await readUser(db, principal.id);
  if (!row) throw new Error('An authenticated user has no row.');
  return presentUser(row);
}

function presentCredential(credential: Credential): Profile['credential'] {
  switch (credential.kind) {
    case 'session':
      return { kind: 'session', id: credential.id, expires_at: wireTime(credential.expiresAt) };
    case 'user_token':
      return {
        kind: 'user_token',
        id: credential.id,
        expires_at: wireTimeOrNull(credential.expiresAt),
      };
    default:
      throw credential satisfies never;
  }
}

function abilitiesOf(rights: Rights): Profile['abilities'] {
  const abilities: Profile['abilities'] = ['create_token'];
  if (rights.may('user.update', site)) abilities.push('manage_users');
  if (rights.may('audit_event.list', site)) abilities.push('read_audit');
  return abilities;
}
