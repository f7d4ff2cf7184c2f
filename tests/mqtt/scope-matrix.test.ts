import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { entityTypes } from '../../packages/contract/src/index.ts';
import { made } from '../api/made.ts';
import type { Client } from '../kit/http-client.ts';
import { api, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';

/** What a token's scopes let it publish and hear, whatever its owner holds beside them. */

let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite();
});
afterEach(() => site.endClients());
afterAll(() => site.stop());

/** Whether a token may publish to the channel of the site, and whether it may subscribe to it. */
async function tried(token: string): Promise<{ publish: boolean; subscribe: boolean }> {
  const topic = topicOf(site.project, site.channel);
  const client = await site.connect(token);
  const subscribe = (await client.subscribe(topic))[0] === 0;
  return { subscribe, publish: (await client.publish(topic)) === 'taken' };
}

const nothing = { publish: false, subscribe: false };

test('of all operations of all types, one scope lets publish and one subscribe, even an administrator', async () => {
  const wrong: string[] = [];
  let count = 0;
  for (const [entity_type, operations] of Object.entries(entityTypes)) {
    for (const operation of operations) {
      const body = { access: 'scoped', scopes: [{ entity_type, operation }] };
      const { status, body: token } = await site.admin.post(`${api}/user-tokens`, { body });
      // No scope can be of it.
      if (status === 400) continue;
      expect(status, `${entity_type}.${operation}`).toBe(201);
      const may = await tried(token.created_token);
      const isPublish = `${entity_type}.${operation}` === 'channel.publish';
      const isSubscribe = `${entity_type}.${operation}` === 'channel.subscribe';
      count++;
      if (may.publish !== isPublish || may.subscribe !== isSubscribe) {
        wrong.push(`${entity_type}.${operation}: ${JSON.stringify(may)}`);
      }
      await site.admin.post(`${api}/user-tokens/${token.id}/revoke`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(30);
}, 180_000);

type Kind = 'exact' | 'project' | 'any' | 'other entity' | 'other project' | 'none' | 'full';
const kinds: readonly [kind: Kind, reaches: boolean][] = [
  ['exact', true],
  ['project', true],
  ['any', true],
  ['full', true],
  ['other entity', false],
  ['other project', false],
  ['none', false],
];
const operations = ['publish', 'subscribe'] as const;

function scopesOf(kind: Kind, operation: string) {
  const of = { entity_type: 'channel', operation };
  switch (kind) {
    case 'exact':
      return [{ ...of, entity_id: site.channel }];
    case 'project':
      return [{ ...of, project_id: site.project }];
    case 'any':
      return [of];
    case 'other entity':
      return [{ ...of, entity_id: site.sibling }];
    case 'other project':
      return [{ ...of, project_id: site.otherProject }];
    case 'none':
    case 'full':
      return [];
    default:
      throw kind satisfies never;
  }
}

/** A person who may do it in both projects, and a token of theirs. */
async function personWith(
  kind: Kind,
  operation: string,
): Promise<{ token: string; lose(): Promise<void> }> {
  const email = `${kind}-${operation}@team.test`.replaceAll(' ', '-');
  const browser: Client = await site.server.as(email);
  const { id } = (await browser.get(`${api}/auth/me`)).body.User;
  const grants: string[] = [];
  for (const resource_id of [site.project, site.otherProject]) {
    const permissions = [`channel.${operation}`, 'channel.read', 'project.read'];
    const body = { principal_id: id, resource_id, permissions };
    grants.push((await made(site.admin.post(`${api}/grants`, { body }))).id);
  }
  const access = kind === 'full' ? 'full' : 'scoped';
  const scopes = scopesOf(kind, operation);
  const body = { access, ...(access === 'scoped' && { scopes }) };
  const { created_token: token } = await made(browser.post(`${api}/user-tokens`, { body }));
  return {
    token,
    async lose() {
      for (const grant of grants) await site.admin.delete(`${api}/grants/${grant}`);
    },
  };
}

test.each(
  kinds.flatMap(([kind, reaches]) => operations.map((operation) => ({ kind, reaches, operation }))),
)(
  'a token of access or scope “$kind” to $operation: $reaches, and nothing once its owner lost the right',
  async ({ kind, reaches, operation }) => {
    const { token, lose } = await personWith(kind, operation);
    expect(await tried(token)).toEqual({ ...nothing, [operation]: reaches });
    await lose();
    expect(await tried(token)).toEqual(nothing);
  },
);
