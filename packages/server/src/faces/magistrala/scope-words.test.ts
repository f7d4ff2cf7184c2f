import type { TokenScope } from '@keywright/contract';
import { describe, expect, test } from 'vitest';
import { ourScope, theirScope } from './scope-words.ts';

const domain = '018f2b1c-0000-7000-8000-000000000001';
const entity = '018f2b1c-0000-7000-8000-000000000002';

const ours = (entity_type: string, operation: string, more: object = {}) =>
  ourScope({ entity_type, operation, domain_id: domain, entity_id: '*', ...more }, 'scopes.0.');

describe('its documents’ words', () => {
  const operations = ['create', 'read', 'list', 'update', 'delete', 'share', 'unshare'];
  const types = {
    channels: 'channel',
    clients: 'client',
    groups: 'group',
    dashboards: 'dashboard',
  };
  const pairs = Object.entries(types).flatMap(([theirs, type]) =>
    operations.map((operation) => [theirs, operation, type] as const),
  );
  test.each(pairs)('%s, %s', (theirs, operation, type) => {
    expect(ours(theirs, operation)).toEqual({
      entity_type: type,
      operation,
      project_id: domain,
      entity_id: '*',
    });
  });

  test.each([
    ['domains', 'read', 'project', 'read'],
    ['domains', 'update', 'project', 'update'],
    ['users', 'list', 'user', 'list'],
    ['messages', 'publish', 'channel', 'publish'],
    ['messages', 'subscribe', 'channel', 'subscribe'],
    ['channels', 'publish', 'channel', 'publish'],
    ['channels', 'subscribe', 'channel', 'subscribe'],
  ])('%s, %s', (theirs, word, entity_type, operation) => {
    expect(ours(theirs, word)).toMatchObject({ entity_type, operation });
  });
});

describe('its server’s words', () => {
  test.each([
    ['channels', 'view', 'channel', 'read'],
    ['clients', 'create_clients', 'client', 'create'],
    ['clients', 'list_clients', 'client', 'list'],
    ['channels', 'create_channels', 'channel', 'create'],
    ['groups', 'list_groups', 'group', 'list'],
    ['dashboards', 'dashboard_share', 'dashboard', 'share'],
    ['dashboards', 'dashboard_unshare', 'dashboard', 'unshare'],
    ['messages', 'message_publish', 'channel', 'publish'],
    ['messages', 'message_subscribe', 'channel', 'subscribe'],
    ['domains', 'create_clients', 'client', 'create'],
    ['domains', 'list_channels', 'channel', 'list'],
  ])('%s, %s', (theirs, word, entity_type, operation) => {
    expect(ours(theirs, word)).toMatchObject({ entity_type, operation, project_id: domain });
  });
});

test.each(['enable', 'update_tags', 'connect_client', 'set_parent_group'])(
  'an operation that is not ours is made into no other: %s',
  (operation) => {
    expect(ours('clients', operation)).toMatchObject({ entity_type: 'client', operation });
  },
);

test('of messages there is nothing but to publish and to subscribe', () => {
  for (const operation of ['create', 'delete', 'read', 'view', 'constructor']) {
    expect(() => ours('messages', operation)).toThrow('scopes.0.operation');
  }
});

test('a type of this site goes by its own words', () => {
  expect(ours('deployment', 'restart')).toMatchObject({ entity_type: 'deployment' });
  expect(ours('constructor', 'view')).toMatchObject({
    entity_type: 'constructor',
    operation: 'view',
  });
});

test('what its documents call optional_domain_id is the same; without any, all domains are meant', () => {
  const bare = { entity_type: 'groups', operation: 'read', entity_id: '*' };
  expect(ourScope({ ...bare, optional_domain_id: domain }, '')).toMatchObject({
    project_id: domain,
  });
  expect(ourScope({ ...bare, domain_id: '' }, '')).toMatchObject({ project_id: null });
  expect(ourScope(bare, '')).toMatchObject({ project_id: null });
});

test.each(['entity_type', 'operation', 'entity_id'])(
  'none of these may be left out: %s',
  (name) => {
    for (const nothing of [undefined, null, '']) {
      expect(() => ours('channels', 'read', { [name]: nothing })).toThrow(`scopes.0.${name}`);
    }
  },
);

test('what is made inside a domain is meant in the domain that is the entity', () => {
  const inIt = { entity_type: 'group', operation: 'create', project_id: domain, entity_id: '*' };
  expect(ours('domains', 'create_groups', { entity_id: domain })).toEqual(inIt);
  expect(ours('domains', 'create_groups', { entity_id: domain, domain_id: undefined })).toEqual(
    inIt,
  );
  expect(ours('domains', 'create_groups')).toEqual(inIt);
  expect(() => ours('domains', 'create_groups', { entity_id: entity })).toThrow(
    'scopes.0.domain_id',
  );
});

test('what is no scope at all is left for the schema to refuse', () => {
  for (const nonsense of [null, 'channels.read', 7, ['channels']]) {
    expect(ourScope(nonsense, '')).toBe(nonsense);
  }
  expect(ours('channels', 'read', { operation: 7 })).toMatchObject({ operation: 7 });
});

describe('what is listed', () => {
  const scope = (entity_type: string, operation: string, more: Partial<TokenScope> = {}) =>
    theirScope(
      { id: 's', created_at: '', entity_type, operation, ...nowhere, ...more } as TokenScope,
      'pat',
    );
  const nowhere = { project: null, entity: null, covered_by: null };

  test.each([
    ['channel', 'publish', 'messages'],
    ['channel', 'subscribe', 'messages'],
    ['channel', 'read', 'channels'],
    ['client', 'read', 'clients'],
    ['group', 'read', 'groups'],
    ['dashboard', 'share', 'dashboards'],
    ['project', 'read', 'domains'],
    ['user', 'read', 'users'],
    ['deployment', 'restart', 'deployment'],
    ['thermostat', 'turn_up', 'thermostat'],
  ])('%s.%s is of %s, and comes back as the same', (type, operation, theirs) => {
    const listed = scope(type, operation);
    expect(listed).toMatchObject({ id: 's', pat_id: 'pat', entity_type: theirs, entity_id: '*' });
    expect(ourScope(listed, '')).toMatchObject({ entity_type: type, operation, project_id: null });
  });

  test('with its domain and its entity', () => {
    const listed = scope('channel', 'read', {
      project: { id: domain, name: 'Plant' },
      entity: { id: entity, type: 'channel', name: 'Hall' },
    } as unknown as Partial<TokenScope>);
    expect(listed).toMatchObject({
      domain_id: domain,
      optional_domain_id: domain,
      entity_id: entity,
    });
  });
});
