import { builtInRoles } from '@keywright/contract';
import type { Client } from '../kit/http-client.ts';
import { made } from './made.ts';
import type { AccountCarrier, AccountPrincipal, Headers } from './matrix-principals.ts';
import type { Tree } from './matrix-tree.ts';

export interface Account {
  readonly id: string;
  readonly name: string;
  /** The headers that carry its token, in either way. */
  readonly headers: Readonly<Record<AccountCarrier, Headers>>;
}

export type Accounts = Readonly<Record<AccountPrincipal, Account>>;

export async function makeAccounts(admin: Client, tree: Tree): Promise<Accounts> {
  const { organization, project, env, reader } = tree;
  const on = (resource_id: string, role_id: string) => [{ resource_id, role_id }];
  const disabledAccount = await makeAccount(admin, {
    name: 'disabled account',
    home_id: organization,
    grants: on(organization, builtInRoles.organizationAdmin.id),
  });
  await admin.patch(`/api/v2/service-accounts/${disabledAccount.id}`, {
    body: { is_enabled: false },
  });
  return {
    bareBot: await makeAccount(admin, { name: 'bare bot' }),
    envBot: await makeAccount(admin, {
      name: 'env bot',
      grants: on(env, builtInRoles.envUser.id),
    }),
    organizationAccount: await makeAccount(admin, {
      name: 'organization account',
      home_id: organization,
      grants: on(project, builtInRoles.projectAdmin.id),
    }),
    projectAccount: await makeAccount(admin, {
      name: 'project account',
      home_id: project,
      grants: on(project, reader),
    }),
    disabledAccount,
    runner: await makeAccount(admin, {
      name: 'runner',
      grants: on(env, builtInRoles.runner.id),
    }),
  };
}

/** A service account with a token. */
async function makeAccount(
  admin: Client,
  wanted: { name: string; home_id?: string; grants?: readonly object[] },
): Promise<Account> {
  const { id, name, token } = await made(
    admin.post('/api/v2/service-accounts', { body: { ...wanted, token: {} } }),
  );
  const text: string = token.created_token;
  return {
    id,
    name,
    headers: {
      token: { 'x-platz-token': text },
      'token Bearer': { authorization: `Bearer ${text}` },
    },
  };
}
