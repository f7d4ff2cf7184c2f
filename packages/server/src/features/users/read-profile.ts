import { endpoints, type Profile } from '@keywright/contract';
import { type Rights, site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type {
  Caller,
  Credential,
  ServiceAccountPrincipal,
  UserPrincipal,
} from '../../plane/principal.ts';
import { readOperation } from '../../request/operation.ts';
import { wireTime, wireTimeOrNull } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { presentUser } from './present-user.ts';
import { readBot, readUser } from './queries.ts';

export const authMeOperation = () =>
  readOperation(endpoints.authMe, {
    async run(db, { caller }) {
      const { principal } = caller;
      switch (principal.kind) {
        case 'user':
          return { User: await userOf(db, principal) };
        case 'service_account':
          return { Bot: await botOf(db, principal) };
        case 'deployment':
          return { Deployment: { id: principal.id, name: principal.name } };
        default:
          throw principal satisfies never;
      }
    },
  });

export const profileOperation = (plane: Plane) =>
  readOperation(endpoints.profile, {
    async run(db, { caller }) {
      const { principal, credential } = caller;
      const { kind, id, name } = principal;
      return {
        principal: { kind, id, name },
        user: principal.kind === 'user' ? await userOf(db, principal) : null,
        credential: presentCredential(credential),
        abilities: abilitiesOf(caller, await plane.rights(db, caller, [site])),
      };
    },
  });

async function userOf(db: Db, principal: UserPrincipal) {
  const row = await readUser(db, principal.id);
  if (!row) throw new Error('An authenticated user has no row.');
  return presentUser(row);
}

/** Every service account is a bot to Platz's clients, wherever it is at home. */
async function botOf(db: Db, principal: ServiceAccountPrincipal) {
  const row = await readBot(db, principal.id);
  if (!row) throw new Error('An authenticated service account has no row.');
  return { id: row.id, created_at: wireTime(row.created_at), display_name: row.name };
}

function presentCredential(credential: Credential): Profile['credential'] {
  switch (credential.kind) {
    case 'session':
      return { kind: 'session', id: credential.id, expires_at: wireTime(credential.expiresAt) };
    case 'user_token': {
      const { kind, id, expiresAt } = credential;
      return { kind, id, expires_at: wireTimeOrNull(expiresAt) };
    }
    case 'service_account_token': {
      const { kind, id, expiresAt } = credential;
      return { kind, id, expires_at: wireTimeOrNull(expiresAt) };
    }
    case 'deployment_token': {
      const { kind, id, expiresAt } = credential;
      return { kind, id, expires_at: wireTime(expiresAt ?? 0) };
    }
    default:
      throw credential satisfies never;
  }
}

function abilitiesOf({ principal }: Caller, rights: Rights): Profile['abilities'] {
  const abilities: Profile['abilities'] = [];
  if (principal.kind === 'user') abilities.push('create_token');
  if (rights.may('user.update', site)) abilities.push('manage_users');
  if (rights.may('audit_event.list', site)) abilities.push('read_audit');
  if (rights.may('service_account.list', site)) abilities.push('manage_bots');
  if (rights.may('deployment_kind.create', site)) abilities.push('manage_deployment_kinds');
  if (rights.may('organization.create', site)) abilities.push('create_organization');
  if (rights.may('entity_type.create', site)) abilities.push('manage_entity_types');
  if (rights.may('token_policy.read', site)) abilities.push('read_token_policy');
  return abilities;
}
