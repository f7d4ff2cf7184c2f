import { type Client, createClient } from '../../packages/sdk/src/index.ts';
import { say } from '../demo-deploy/say.ts';
import { personalToken } from '../demo-deploy/sign-in.ts';

type Operation = 'publish' | 'subscribe';

/** A token of Mika's, scoped to a channel. */
export interface ScopedToken {
  readonly id: string;
  readonly secret: string;
}

/** Who takes part, and where. */
export interface DemoSite {
  readonly port: number;
  readonly webSocket: string;
  readonly admin: Client;
  /** Mika, with a token of full access: scoped ones make no tokens. */
  readonly member: Client;
  readonly memberId: string;
  /** The topics of two channels. */
  readonly temperature: string;
  readonly doors: string;
  /** A new token of Mika's that may do this on channel temperature and nothing else, for so long. */
  scoped(operations: readonly Operation[], duration?: string): Promise<ScopedToken>;
}

export async function prepareSite(server: string, port: number): Promise<DemoSite> {
  const signedIn = async (email: string) =>
    createClient({ url: server, token: await personalToken(server, email, 'demo:messages') });
  say.chapter('A project with two channels, and a person who may use them');
  const admin = await signedIn('admin@example.test');
  const member = await signedIn('member@example.test');
  const me = await member.authMe();
  if (!('User' in me)) throw new Error('Mika is a person.');
  const project = await admin.createProject({ body: { name: 'greenhouse' } });
  const channel = async (name: string) => {
    const body = { type: 'channel', project_id: project.id, name };
    return (await admin.createEntity({ body })).id;
  };
  const [temperature, doors] = [await channel('temperature'), await channel('doors')];
  say.answer('Ada has made project greenhouse with channels temperature and doors');
  const permissions = ['channel.publish', 'channel.subscribe', 'channel.read'];
  await admin.createGrant({
    body: { principal_id: me.User.id, resource_id: project.id, permissions },
  });
  say.answer('Mika may publish to, and subscribe to, all channels of greenhouse');
  const topicOf = (id: string) => `m/${project.id}/c/${id}`;
  return {
    port,
    webSocket: `${server.replace(/^http/, 'ws')}/mqtt`,
    admin,
    member,
    memberId: me.User.id,
    temperature: topicOf(temperature),
    doors: topicOf(doors),
    async scoped(operations, duration = '24h') {
      const scopes = [
        { entity_type: 'channel', operations: [...operations], entity_id: temperature },
      ];
      const body = { name: operations.join(' and '), access: 'scoped' as const, duration, scopes };
      const made = await member.createUserToken({ body });
      return { id: made.id, secret: made.created_token };
    },
  };
}
