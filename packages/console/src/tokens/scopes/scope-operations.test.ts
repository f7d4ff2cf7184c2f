import type { ListedEntityType } from '@keywright/sdk';
import { expect, test } from 'vitest';
import { fitted, operationsFor } from './scope-operations.ts';
import { newScopeRow } from './scope-row.ts';

const typed = (type: string, operations: string[]): ListedEntityType => ({
  id: null,
  is_built_in: true,
  description: '',
  meanings: {},
  scopes: 'entity',
  abilities: [],
  type,
  title: type,
  operations,
});
const channel = typed('channel', ['create', 'read', 'publish']);
const telemetry = { id: '1' as never, name: 'telemetry' };

const offered = (type: ListedEntityType, row: Parameters<typeof operationsFor>[1]) =>
  operationsFor(type, row)
    .filter(({ barred }) => barred === undefined)
    .map(({ name }) => name);

test('what no entity of its own can be named for is barred once one is', () => {
  const project = { id: '2', name: 'Shop' };
  expect(offered(channel, { project: undefined, entity: undefined })).toContain('create');
  expect(offered(channel, { project, entity: undefined })).toContain('create');
  expect(offered(channel, { project, entity: telemetry })).toEqual(['read', 'publish']);
});

test('what no scoped token may do is not offered', () => {
  const tokens = typed('user_token', ['create', 'read', 'delete']);
  expect(offered(tokens, { project: undefined, entity: undefined })).toEqual(['read']);
});

test('an operation that was chosen goes once it does not fit any more', () => {
  const row = newScopeRow({ type: 'channel', operations: ['create', 'publish'] });
  expect(fitted({ ...row, entity: telemetry }, channel).operations).toEqual(['publish']);
});
