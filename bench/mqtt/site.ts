import { createClient } from '../../packages/sdk/src/index.ts';
import { personalToken } from '../../scripts/demo-deploy/sign-in.ts';

/** A token that may publish to, and listen at, one channel. */
export interface Publisher {
  readonly topic: string;
  readonly token: string;
}

/** A project with so many channels, and a service account for each. */
export async function prepareSite(url: string, count: number): Promise<Publisher[]> {
  const admin = createClient({
    url,
    token: await personalToken(url, 'admin@example.test'),
  });
  const project = await admin.createProject({ body: { name: 'bench' } });
  const made: Publisher[] = [];
  for (let n = 0; n < count; n++) {
    const channel = await admin.createEntity({
      body: { type: 'channel', project_id: project.id, name: `channel ${n}` },
    });
    const permissions = ['channel.publish', 'channel.subscribe'];
    const account = await admin.createServiceAccount({
      body: {
        name: `account ${n}`,
        grants: [{ resource_id: channel.id, permissions }],
        token: { name: 'bench' },
      },
    });
    made.push({
      topic: `m/${project.id}/c/${channel.id}`,
      token: account.token?.created_token ?? '',
    });
  }
  return made;
}
