import type { Client } from '@keywright/sdk';
import { isId, mostCandidates, theOneNamed } from './named.ts';

/** Turns what somebody typed, an id or a name, into the id. */
export type LookUp = (client: Client, text: string) => Promise<string>;

const per_page = mostCandidates;

function byName<I>(
  what: string,
  find: (client: Client, name: string) => Promise<{ readonly items: readonly I[] }>,
  candidate: (item: I) => { id: string; name: string; detail?: string },
): LookUp {
  return async (client, text) => {
    if (isId(text)) return text.toLowerCase();
    const { items } = await find(client, text);
    return theOneNamed(what, text, items.map(candidate)).id;
  };
}

export const userToken = byName(
  'token',
  (client, search) => client.listUserTokens({ query: { search, mine: true, per_page } }),
  ({ id, name, state }) => ({ id, name, detail: state }),
);

export const serviceAccount = byName(
  'service account',
  (client, search) => client.listServiceAccounts({ query: { search, per_page } }),
  ({ id, name, home }) => ({ id, name, detail: `of ${home.name}` }),
);

/** A token of a service account, whose id comes first. */
export const tokenOf = (account: string): LookUp =>
  byName(
    'token',
    (client, search) =>
      client.listServiceAccountTokens({ query: { service_account_id: account, search, per_page } }),
    ({ id, name, state }) => ({ id, name, detail: state }),
  );

export const organization = byName(
  'organization',
  (client, name) => client.listOrganizations({ query: { name, per_page } }),
  (one) => one,
);

export const project = byName(
  'project',
  (client, name) => client.listProjects({ query: { name, per_page } }),
  ({ id, name, organization }) => ({ id, name, detail: `of ${organization.name}` }),
);

export const env = byName(
  'env',
  (client, name) => client.listEnvs({ query: { name, per_page } }),
  ({ id, name, project }) => ({ id, name, detail: `of ${project.name}` }),
);

export const deployment = byName(
  'deployment',
  (client, name) => client.listDeployments({ query: { name, per_page } }),
  ({ id, name, env }) => ({ id, name, detail: `in ${env.name}` }),
);

export const deploymentKind = byName(
  'deployment kind',
  (client, name) => client.listDeploymentKinds({ query: { name, per_page } }),
  (one) => one,
);

export const cluster = byName(
  'cluster',
  (client) => client.listK8sClusters({ query: { per_page } }),
  ({ id, name }) => ({ id, name }),
);

/** A role by id or name; several levels have an `Admin`, so where it is granted decides which is meant. */
export async function role(client: Client, text: string, usable_on?: string): Promise<string> {
  if (isId(text)) return text.toLowerCase();
  const query = { search: text, per_page, ...(usable_on && { usable_on }) };
  const { items } = await client.listRoles({ query });
  const found = items.map(({ id, name, home, levels }) => ({
    ...{ id, name },
    detail: home ? `of ${home.name}` : `for ${levels.join(', ')}`,
  }));
  return theOneNamed('role', text, found).id;
}

/** A person by id, e-mail address or name. */
export const user: LookUp = async (client, text) => {
  if (isId(text)) return text.toLowerCase();
  const { items } = await client.listUsers({ query: { search: text, per_page } });
  const byEmail = items.find(({ email }) => email.toLowerCase() === text.toLowerCase());
  if (byEmail !== undefined) return byEmail.id;
  const people = items.map(({ id, display_name, email }) => ({
    id,
    name: display_name,
    detail: email,
  }));
  return theOneNamed('person', text, people).id;
};

/** Anybody who can be granted something: by id, e-mail address or name; `me` is who calls. */
export const principal: LookUp = async (client, text) => {
  if (isId(text)) return text.toLowerCase();
  if (text === 'me') return callersId(client);
  const { items } = await client.listPrincipals({ query: { search: text, per_page } });
  const byEmail = items.find(({ detail }) => detail.toLowerCase() === text.toLowerCase());
  if (byEmail !== undefined && text.includes('@')) return byEmail.id;
  return theOneNamed('principal', text, items).id;
};

async function callersId(client: Client): Promise<string> {
  const me = await client.authMe();
  if ('User' in me) return me.User.id;
  return 'Bot' in me ? me.Bot.id : me.Deployment.id;
}
