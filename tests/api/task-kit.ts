import { builtInRoles } from '@keywright/contract';
import type { Client } from '../kit/http-client.ts';
import type { RunnerSite } from './runner-kit.ts';

/** An action as charts say it. */
export interface Action {
  readonly id: string;
  readonly [said: string]: unknown;
}

const action = (id: string, title: string, more: object = {}): Action => ({
  ...{ id, title, description: '', allowed_role: 'Maintainer', endpoint: 'standard_ingress' },
  ...{ path: id, method: 'POST' },
  ...more,
});
const text = (id: string, label: string, more: object = {}) => ({
  id,
  label,
  type: 'text',
  ...more,
});

/** Takes a name. */
export const greeting = action('greet', 'Greet', {
  ui_schema: { inputs: [text('name', 'Name')] },
});
/** One of each sort: with inputs, for Owners, for a state and without inputs, with a sensitive input. */
export const taskActions: readonly Action[] = [
  greeting,
  action('wipe', 'Wipe', { allowed_role: 'Owner', dangerous: true }),
  action('drain', 'Drain', { allowed_on_statuses: ['Overloaded'] }),
  action('sign-in', 'Sign in', {
    ui_schema: {
      inputs: [text('user', 'User'), text('password', 'Password', { sensitive: true })],
    },
  }),
];

let count = 0;

/** The id of a new version with these actions. */
export async function chartWith(
  site: RunnerSite,
  actions: readonly Action[],
  kind_id = site.kind,
): Promise<string> {
  const version = ++count;
  const { id } = await site.made('helm-charts', {
    ...{ kind_id, image_tag: `2.${version}.0`, image_digest: `sha256:tasks-${version}` },
    actions_schema: { schema_version: 0, actions },
  });
  return id;
}

export interface Bot {
  readonly client: Client;
  readonly id: string;
  readonly name: string;
  readonly tokenId: string;
  readonly token: string;
  readonly grantId: string;
}

/** A service account with a role for the kind in the env. */
export async function botWith(
  site: RunnerSite,
  role: 'deploymentMaintainer' | 'deploymentOwner',
): Promise<Bot> {
  const name = `bot ${++count}`;
  const { id } = await site.made('service-accounts', { name, home_id: site.project });
  const grant = await site.made('grants', {
    ...{ principal_id: id, resource_id: site.env, kind_id: site.kind },
    role_id: builtInRoles[role].id,
  });
  const token = await site.made('service-account-tokens', { service_account_id: id, name: 'ci' });
  const client = site.withToken(token.created_token);
  return { client, id, name, tokenId: token.id, token: token.created_token, grantId: grant.id };
}
