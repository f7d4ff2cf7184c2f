import type { Answer, Client } from '../kit/http-client.ts';
import type { Fact } from './history.ts';
import { api, clientOf, type Stage } from './stage.ts';

/** A right that can be taken and given back again and again. */
export interface Switch {
  readonly fact: Fact;
  isOn: boolean;
  /** Asks for it once. */
  readonly turn: (on: boolean, client: Client) => Promise<Answer>;
  /** How it stands in the database. */
  readonly look: () => Promise<boolean>;
}

/** Takes the right, or gives it back, whichever is due. */
export async function flip(stage: Stage, it: Switch): Promise<void> {
  const value = !it.isOn;
  const client = clientOf(stage, stage.admin);
  stage.questions.touch(it.fact);
  const how = `${it.fact} to ${value} at ${client.at}`;
  const intent = value ? { begins: [it.fact], how } : { ends: [it.fact], how };
  const outcome = await stage.ledger.write(intent, () => it.turn(value, client));
  if (outcome.kind === 'acknowledged') it.isOn = value;
  else it.isOn = await it.look();
  stage.probe(it.fact);
}

export function personActive({ database }: Stage, id: string): Switch {
  return {
    fact: `person ${id} is active`,
    isOn: true,
    turn: (is_active, client) => client.put(`${api}/users/${id}`, { body: { is_active } }),
    async look() {
      const [row] = await database.query('select is_active from users where id = $1', [id]);
      return Number(row?.['is_active']) === 1;
    },
  };
}

export function accountEnabled({ database }: Stage, id: string): Switch {
  const sql = 'select is_enabled from service_accounts where id = $1';
  return {
    fact: `account ${id} is enabled`,
    isOn: true,
    turn: (is_enabled, client) =>
      client.patch(`${api}/service-accounts/${id}`, { body: { is_enabled } }),
    async look() {
      const [row] = await database.query(sql, [id]);
      return Number(row?.['is_enabled']) === 1;
    },
  };
}

/** What a grant gives: a role, or a bare list. */
export interface Given {
  readonly role_id?: string;
  readonly permissions?: readonly string[];
}

/** A grant that is there; each time that it is given back it is another one. */
export function grantHeld(
  { database }: Stage,
  principal: string,
  on: string,
  given: Given,
): Switch {
  const what = given.role_id ? `role ${given.role_id}` : `${given.permissions}`;
  const select = `select id from grants where principal_id = $1 and resource_id = $2
    and role_id is not distinct from $3 order by created_at`;
  const ids = async () =>
    (await database.query(select, [principal, on, given.role_id ?? null])).map(({ id }) => `${id}`);
  return {
    fact: `grant of ${what} on ${on} to ${principal}`,
    isOn: true,
    async turn(isGiven, client) {
      const body = { principal_id: principal, resource_id: on, ...given };
      if (isGiven) return client.post(`${api}/grants`, { body });
      const [id] = await ids();
      return client.delete(`${api}/grants/${id}`);
    },
    look: async () => (await ids()).length > 0,
  };
}

/** A permission of a custom role, for all who hold it; `others` stay in it. */
export function rolePermission(
  { database }: Stage,
  roleId: string,
  permission: string,
  others: readonly string[],
): Switch {
  const select = 'select 1 from set_permissions where set_id = $1 and permission = $2';
  return {
    fact: `${permission} in role ${roleId}`,
    isOn: true,
    turn: (isIn, client) => {
      const permissions = isIn ? [...others, permission] : others;
      return client.patch(`${api}/roles/${roleId}`, { body: { permissions } });
    },
    look: async () => (await database.query(select, [roleId, permission])).length > 0,
  };
}

/** A scope of a token, by the path of the token. */
export function tokenScope(
  { database }: Stage,
  token: { readonly id: string; readonly path: string },
  scope: { readonly entity_type: string; readonly operation: string },
): Switch {
  const permission = `${scope.entity_type}.${scope.operation}`;
  const select = 'select id from token_scopes where token_id = $1 and permission = $2';
  const ids = async () =>
    (await database.query(select, [token.id, permission])).map(({ id }) => `${id}`);
  return {
    fact: `scope ${permission} of token ${token.id}`,
    isOn: true,
    async turn(isAdded, client) {
      if (isAdded) return client.post(`${token.path}/scopes`, { body: { scopes: [scope] } });
      const [id] = await ids();
      return client.delete(`${token.path}/scopes/${id}`);
    },
    look: async () => (await ids()).length > 0,
  };
}
