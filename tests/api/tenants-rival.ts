import { builtInRoles } from '@keywright/contract';
import { made } from './made.ts';
import type { Cast } from './matrix-cast.ts';
import { deployForRival, type RivalDeployed } from './tenants-deployments.ts';
import { entitiesForRival, type RivalEntities } from './tenants-entities.ts';
import { type ScopedToken, scopedTokenOf } from './tenants-tokens.ts';

/** In every name of the other tenant, so that any of them is found in an answer. */
export const marker = 'Rival';

/** What is in an organization that nobody of the cast but the site administrator has to do with, by ids. */
export interface Rival extends RivalDeployed, RivalEntities, ScopedToken {
  readonly organization: string;
  readonly project: string;
  readonly env: string;
  readonly role: string;
  readonly person: string;
  readonly account: string;
  readonly accountToken: string;
  /** To the person on the env: a role, one for a deployment kind, and one to the account. */
  readonly grant: string;
  readonly kindGrant: string;
  readonly accountGrant: string;
}

export async function makeRival(cast: Cast): Promise<Rival> {
  const { admin, tree, freshEmail } = cast;
  const add = async (path: string, body: object): Promise<string> =>
    (await made(admin.post(`/api/v2/${path}`, { body }))).id;
  const name = (what: string) => ({ name: `${marker} ${what}` });
  const organization = await add('organizations', name('organization'));
  const project = await add('projects', { ...name('project'), organization_id: organization });
  const env = await add('envs', { ...name('env'), project_id: project });
  const role = await add('roles', {
    ...name('role'),
    ...{ home_id: organization, permissions: ['env.read'] },
  });
  const person = await add('users', { email: freshEmail(), display_name: `${marker} person` });
  const account = await add('service-accounts', { ...name('account'), home_id: organization });
  const accountToken = await add('service-account-tokens', {
    ...name('token'),
    service_account_id: account,
  });
  const grant = await add('env-user-permissions', { env_id: env, user_id: person, role: 'User' });
  const kindGrant = await add('deployment-permissions', {
    ...{ env_id: env, user_id: person, kind_id: tree.kind, role: 'Owner' },
  });
  const accountGrant = await add('grants', {
    ...{ principal_id: account, resource_id: project, role_id: builtInRoles.projectAdmin.id },
  });
  return {
    ...{ organization, project, env, role, person, account, accountToken },
    ...{ grant, kindGrant, accountGrant },
    ...(await deployForRival(cast, env, name)),
    ...(await entitiesForRival(cast, project, person, name)),
    ...(await scopedTokenOf(cast, account, name('scoped token').name)),
  };
}
