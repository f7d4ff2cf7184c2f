import { type AccessSite, accessSite } from '../../api/access-kit.ts';
import { made } from '../../api/made.ts';
import { createClient } from '../../kit/http-client.ts';
import { signInForJwt } from '../../kit/sign-in.ts';
import { type Pats, patsAt } from './sdk.ts';

/** Somebody with a session, as Magistrala's client sends it. */
export interface Bearer {
  readonly id: string;
  readonly session: string;
}

export interface World {
  readonly site: AccessSite;
  readonly url: string;
  readonly pats: Pats;
  /** Holds all of channels and clients in the domain. */
  readonly ada: Bearer;
  /** Holds the same. */
  readonly eve: Bearer;
  /** A project: what Magistrala calls a domain. */
  readonly domain: string;
  /** Channels in it. */
  readonly hall: string;
  readonly yard: string;
  /** The id of a new token of Ada's that has no scopes yet, and its secret. */
  newPat(duration?: string): Promise<{ id: string; secret: string }>;
  /** What reading an entity with this secret says, in either header. */
  reads(secret: string, entity: string): Promise<number>;
}

const permissions = [
  ...['project.read', 'project.list'],
  ...['create', 'read', 'list', 'update', 'delete', 'publish', 'subscribe', 'share', 'unshare'].map(
    (operation) => `channel.${operation}`,
  ),
  ...['client.read', 'client.create'],
];

export async function createWorld(clock?: () => number): Promise<World> {
  const site = await accessSite(clock);
  const { server, admin } = site;
  const pats = patsAt(server.url);
  const domain = await site.project(await site.organization());
  const channel = async (name: string): Promise<string> =>
    (
      await made(
        admin.post('/api/v2/entities', { body: { type: 'channel', project_id: domain, name } }),
      )
    ).id;
  const bearer = async (name: string): Promise<Bearer> => {
    const person = { email: `${name}@team.test`, name, picture: 'none' } as const;
    const client = await server.as(person);
    const { id } = (await client.get('/api/v2/auth/me')).body.User;
    await site.grant(id, domain, { permissions });
    return { id, session: await signInForJwt(server.url, person) };
  };
  const ada = await bearer('ada');
  return {
    ...{ site, url: server.url, pats, ada, domain },
    eve: await bearer('eve'),
    hall: await channel('Hall'),
    yard: await channel('Yard'),
    async newPat(duration = '24h') {
      const { id = '', secret = '' } = await pats.CreatePAT('probe', duration, ada.session);
      return { id, secret };
    },
    async reads(secret, entity) {
      const [first, second] = await Promise.all(
        [{ 'x-platz-token': secret }, { authorization: `Bearer ${secret}` }].map(
          async (headers) => {
            const client = createClient(server.url, { headers });
            return (await client.get(`/api/v2/entities/${entity}`)).status;
          },
        ),
      );
      if (first !== second) throw new Error(`The headers differ: ${first} and ${second}`);
      return first ?? 0;
    },
  };
}
