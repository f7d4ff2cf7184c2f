import { maxScopes, siteId } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { expectErrorBody } from './matrix-answers.ts';
import {
  addScopes,
  scope,
  scopesOf,
  scopesPath,
  scopesSite,
  textOf,
  type Wanted,
} from './scopes-kit.ts';

const site = await scopesSite();
const { server, admin, scopedToken, entity } = site;
afterAll(() => server.stop());

const organization = await site.organization();
const project = await site.project(organization);
const otherProject = await site.project(organization);
const env = await site.env(project);
const channel = await entity(project);
const otherChannel = await entity(otherProject);
const dashboard = await entity(project, 'dashboard');
const nowhere = '01890000-0000-7000-8000-000000000000';

test('scopes are added, shown with what they are on, and found by type, words and id', async () => {
  const token = await scopedToken(admin);
  const added = await addScopes(admin, token.id, [
    { entity_type: 'channel', operations: ['publish', 'subscribe'], entity_id: channel },
    scope('dashboard.read', { project }),
    { entity_type: 'env', operation: 'list', entity_id: '*' },
  ]);
  expect(added.status).toBe(201);
  expect(added.body).toMatchObject({ covered: [], num_total: 4 });
  const wanted = [
    `channel.publish on ${channel}`,
    `channel.subscribe on ${channel}`,
    `dashboard.read on ${project}`,
    'env.list on everything',
  ];
  expect(added.body.items.map(textOf)).toEqual(wanted);
  expect(await scopesOf(admin, token.id)).toEqual(wanted);
  const [first] = added.body.items;
  expect(first).toMatchObject({
    entity: { type: 'channel', id: channel },
    project: { id: project },
    covered_by: null,
  });
  const find = async (query: string) => {
    const { body } = await admin.get(`${scopesPath(token.id)}?${query}`);
    expect(body.num_total).toBe(body.items.length);
    return body.items.map(textOf);
  };
  expect(await find('entity_type=env')).toEqual([wanted[3]]);
  expect(await find('entity_type=chan')).toEqual([]);
  expect(await find('search=SUBSCRIBE')).toEqual([wanted[1]]);
  expect(await find(`search=${first.id}`)).toEqual([wanted[0]]);
  expect(await find(`search=${channel}`)).toEqual(wanted.slice(0, 2));
  const { body: named } = await admin.get(`/api/v2/projects/${project}`);
  expect(await find(`search=${encodeURIComponent(named.name)}`)).toEqual(wanted.slice(0, 3));
  expect((await admin.get(`/api/v2/user-tokens/${token.id}`)).body).toMatchObject({
    access: 'scoped',
    num_scopes: 4,
  });
});

describe('what no scope can be, named by its field, and nothing added', () => {
  const wrong: readonly [string, Wanted, string][] = [
    ['an unknown type', scope('chanel.publish'), 'entity_type'],
    ['no type at all', scope('.publish'), 'entity_type'],
    ['a member of every object', scope('constructor.name'), 'entity_type'],
    ['an unknown operation', scope('channel.fly'), 'operation'],
    ['an operation of another type', scope('client.publish'), 'operation'],
    ['no operation', { entity_type: 'channel' }, 'operation'],
    ['both forms of operations', { ...scope('channel.read'), operations: ['read'] }, 'operations'],
    [
      'one unknown operation of several',
      { entity_type: 'channel', operations: ['read', 'fly'] },
      'operations.1',
    ],
    ['what no scoped token may do', scope('user_token.create'), 'operation'],
    ['what nothing asks for', scope('site.read'), 'operation'],
    ['all of registered types', scope('registered.any'), 'operation'],
    ['an entity that is not there', scope('channel.read', { entity: nowhere }), 'entity_id'],
    ['an entity of another type', scope('channel.read', { entity: dashboard }), 'entity_id'],
    ['a project as a channel', scope('channel.read', { entity: project }), 'entity_id'],
    ['the site as an entity', scope('channel.read', { entity: siteId }), 'entity_id'],
    [
      'an entity of another project',
      scope('channel.read', { entity: otherChannel, project }),
      'entity_id',
    ],
    ['a project that is not there', scope('channel.read', { project: nowhere }), 'project_id'],
    [
      'an organization as a project',
      scope('channel.read', { project: organization }),
      'project_id',
    ],
    ['the site as a project', scope('channel.read', { project: siteId }), 'project_id'],
    ['to make an entity that is there', scope('channel.create', { entity: channel }), 'entity_id'],
    ['to make an env in an env', scope('env.create', { entity: env }), 'entity_id'],
    ['an organization in a project', scope('organization.read', { project }), 'project_id'],
    ['a person in a project', scope('user.list', { project }), 'project_id'],
    ['one person', scope('user.read', { entity: channel }), 'entity_id'],
    ['one role', scope('role.update', { entity: channel }), 'entity_id'],
    ['an id that is none', scope('channel.read', { entity: 'x' }), 'entity_id'],
  ];
  test.each(wrong)('%s', async (_, one, field) => {
    const token = await scopedToken(admin);
    const answer = await addScopes(admin, token.id, [scope('env.list'), one]);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(`scopes.1.${field}`);
    expect(await scopesOf(admin, token.id)).toEqual([]);
    const body = { access: 'scoped', scopes: [scope('env.list'), one] };
    expectErrorBody(await admin.post('/api/v2/user-tokens', { body }), 'invalid_request');
  });
});

test('registered types are scoped as built-in ones are, by the operations they have', async () => {
  const operations = ['create', 'read', 'list', 'open'].map((name) => ({ name }));
  const type = { type: 'door', title: 'Door', operations };
  expect((await admin.post('/api/v2/entity-types', { body: type })).status).toBe(201);
  const door = await entity(project, 'door');
  const { id, client } = await scopedToken(admin, [
    scope('door.read', { entity: door }),
    scope('door.open', { project }),
    scope('door.create'),
  ]);
  expect(await scopesOf(admin, id)).toHaveLength(3);
  expect((await client.get(`/api/v2/entities/${door}`)).status).toBe(200);
  const wrong: [Wanted, string][] = [
    [scope('door.close'), 'operation'],
    [scope('door.update', { entity: door }), 'operation'],
    [scope('door.create', { entity: door }), 'entity_id'],
    [scope('door.open', { entity: channel }), 'entity_id'],
    [scope('window.open'), 'entity_type'],
  ];
  for (const [one, field] of wrong) {
    const answer = await addScopes(admin, id, [one]);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(`scopes.0.${field}`);
  }
});

test('what is not there and what one may not see are refused in the same words', async () => {
  const { client } = await site.somebody();
  const token = await scopedToken(client);
  const words = async (one: Wanted) => {
    const answer = await addScopes(client, token.id, [one]);
    expectErrorBody(answer, 'invalid_request');
    return answer.body.message;
  };
  const hidden = await words(scope('channel.read', { entity: channel }));
  expect(hidden).toBe(await words(scope('channel.read', { entity: nowhere })));
  const inside = await words(scope('channel.read', { project }));
  expect(inside).toBe(await words(scope('channel.read', { project: nowhere })));
});

describe('a scope that another one makes needless is named, and nothing is added', () => {
  const onChannel = scope('channel.publish', { entity: channel });
  const inProject = scope('channel.publish', { project });
  const everywhere = scope('channel.publish');
  const cases: readonly [string, readonly Wanted[], readonly Wanted[], string[]][] = [
    ['the very same', [onChannel], [onChannel], ['scopes.1']],
    ['one in its project', [inProject], [onChannel], ['scopes.1']],
    ['one on everything', [everywhere], [onChannel, inProject], ['scopes.1', 'scopes.2']],
    ['twice in one request', [], [onChannel, onChannel], ['scopes.1']],
    ['a wider one after it in the request', [], [onChannel, inProject], ['scopes.1']],
    ['a wider one before it in the request', [], [everywhere, onChannel], ['scopes.2']],
  ];
  test.each(cases)('%s', async (_, has, asked, named) => {
    const token = await scopedToken(admin, has);
    const before = await scopesOf(admin, token.id);
    const answer = await addScopes(admin, token.id, [scope('env.list'), ...asked]);
    expectErrorBody(answer, 'scope_covered');
    expect(answer.body.fields.map(({ field }: { field: string }) => field)).toEqual(named);
    expect(answer.body.message).toContain('channel.publish');
    expect(await scopesOf(admin, token.id)).toEqual(before);
  });

  test('another operation, and another channel, are no such scope', async () => {
    const token = await scopedToken(admin, [onChannel]);
    const more = [
      scope('channel.subscribe', { entity: channel }),
      scope('channel.publish', { entity: otherChannel }),
    ];
    expect((await addScopes(admin, token.id, more)).status).toBe(201);
  });
});

test('older scopes that a wider one makes needless are named, or go along', async () => {
  const narrow = [
    scope('channel.publish', { entity: channel }),
    scope('channel.publish', { project }),
    scope('channel.subscribe', { entity: channel }),
  ];
  const token = await scopedToken(admin, [narrow[0] as Wanted, narrow[2] as Wanted]);
  const wider = await addScopes(admin, token.id, [narrow[1] as Wanted]);
  expect(wider.body.covered.map(textOf)).toEqual([`channel.publish on ${channel}`]);
  expect(wider.body.covered[0].covered_by).toBe(wider.body.items[0].id);
  expect(wider.body.num_total).toBe(3);
  const { body } = await admin.get(scopesPath(token.id));
  const covered = body.items.filter((one: { covered_by: string | null }) => one.covered_by);
  expect(covered.map(textOf)).toEqual([`channel.publish on ${channel}`]);

  const widest = await addScopes(admin, token.id, [scope('channel.publish')], {
    remove_covered: true,
  });
  expect(widest.body.covered.map(textOf).sort()).toEqual(
    [`channel.publish on ${channel}`, `channel.publish on ${project}`].sort(),
  );
  expect(widest.body.num_total).toBe(2);
  expect(await scopesOf(admin, token.id)).toEqual([
    'channel.publish on everything',
    `channel.subscribe on ${channel}`,
  ]);
});

test('a token with full access takes no scopes', async () => {
  const { body } = await admin.post('/api/v2/user-tokens', { body: {} });
  expectErrorBody(await addScopes(admin, body.id, [scope('env.list')]), 'conflict');
});

test('two requests for the same scope at once: one of them adds it', async () => {
  const token = await scopedToken(admin);
  const both = await Promise.all(
    [1, 2].map(() => addScopes(admin, token.id, [scope('channel.read', { project })])),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await scopesOf(admin, token.id)).toEqual([`channel.read on ${project}`]);
});

describe('so many and no more', () => {
  /** As many channels as it takes, made at once. */
  const eight = ['read', 'list', 'update', 'delete', 'share', 'unshare', 'publish', 'subscribe'];
  const inProjects = (count: number, ids: readonly string[]) =>
    ids
      .flatMap((entity_id) =>
        eight.map((operation) => ({ entity_type: 'channel', operation, entity_id })),
      )
      .slice(0, count);

  test('10,001 are refused, 10,000 taken, and one more refused', async () => {
    const ids: string[] = [];
    for (let i = 0; i < maxScopes / eight.length; i++) ids.push(await entity(project));
    const token = await scopedToken(admin);
    const tooMany = [...inProjects(maxScopes, ids), scope('env.list')];
    const refused = await addScopes(admin, token.id, tooMany);
    expectErrorBody(refused, 'invalid_request');
    expect(refused.body.fields[0].field).toBe('scopes');
    const spread = [{ entity_type: 'channel', operations: eight, entity_id: ids[0] ?? '' }];
    const expanded = await addScopes(admin, token.id, [
      ...inProjects(maxScopes - 7, ids),
      ...spread,
    ]);
    expectErrorBody(expanded, 'invalid_request');
    const taken = await addScopes(admin, token.id, inProjects(maxScopes, ids));
    expect(taken.status).toBe(201);
    expect(taken.body.num_total).toBe(maxScopes);
    const more = await addScopes(admin, token.id, [scope('env.list')]);
    expectErrorBody(more, 'invalid_request');
    expect((await admin.get(`${scopesPath(token.id)}?per_page=1`)).body.num_total).toBe(maxScopes);
    const wider = [scope('channel.read', { project }), scope('env.list')];
    const swapped = await addScopes(admin, token.id, wider, { remove_covered: true });
    expect(swapped.body.num_total).toBe(maxScopes + 2 - ids.length);
  }, 180_000);
});
