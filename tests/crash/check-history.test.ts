import { expect, test } from 'vitest';
import { checkHistory } from './check-history.ts';
import type { Attempt, Found, StoredEvent, StoredToken } from './history.ts';

const attempt = (kind: Attempt['kind'], outcome: Attempt['outcome'], token = 'a'): Attempt => ({
  kind,
  outcome,
  name: token,
  tokenId: kind === 'create' && outcome !== 'acknowledged' ? undefined : `id-${token}`,
  requestId: outcome === 'unknown' ? undefined : `${kind}-${token}`,
});
const row = (change: Partial<StoredToken> = {}, token = 'a'): StoredToken => ({
  id: `id-${token}`,
  name: token,
  createdAt: 1,
  revokedAt: null,
  deletedAt: null,
  ...change,
});
const event = (kind: Attempt['kind'], at: number, token = 'a'): StoredEvent => ({
  kind,
  at,
  tokenId: `id-${token}`,
  requestId: `${kind}-${token}`,
});
const found = (
  tokens: readonly StoredToken[],
  events: readonly StoredEvent[],
  statuses: Record<string, number> = {},
): Found => ({ tokens, events, statuses: new Map(Object.entries(statuses)) });

const created = attempt('create', 'acknowledged');
const revoked = attempt('revoke', 'acknowledged');
const deleted = attempt('delete', 'acknowledged');

test.each<[string, Attempt[], Found]>([
  ['nothing at all', [], found([], [])],
  ['a creation', [created], found([row()], [event('create', 1)], { 'id-a': 200 })],
  [
    'a revoke',
    [created, revoked],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)], { 'id-a': 401 }),
  ],
  [
    'a delete, which revokes',
    [created, deleted],
    found([row({ revokedAt: 2, deletedAt: 2 })], [event('create', 1), event('delete', 2)]),
  ],
  [
    'a revoke and a delete in one millisecond',
    [created, revoked, deleted],
    found(
      [row({ revokedAt: 2, deletedAt: 2 })],
      [event('create', 1), event('revoke', 2), event('delete', 2)],
    ),
  ],
  ['an unknown creation that is absent', [attempt('create', 'unknown')], found([], [])],
  [
    'an unknown creation that is there',
    [attempt('create', 'unknown')],
    found([row()], [event('create', 1)]),
  ],
  [
    'an unknown revoke that is absent',
    [created, attempt('revoke', 'unknown')],
    found([row()], [event('create', 1)], { 'id-a': 200 }),
  ],
  [
    'an unknown revoke that is there',
    [created, attempt('revoke', 'unknown')],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)], { 'id-a': 401 }),
  ],
  ['a refused creation that is absent', [attempt('create', 'refused')], found([], [])],
])('%s is in order', (_title, attempts, state) => {
  expect(checkHistory(attempts, state)).toEqual([]);
});

test.each<[string, Attempt[], Found, string]>([
  ['a lost creation', [created], found([], []), 'lost: the acknowledged create of a'],
  [
    'a lost revoke',
    [created, revoked],
    found([row()], [event('create', 1)], { 'id-a': 200 }),
    'lost: the acknowledged revoke of a',
  ],
  [
    'a lost delete',
    [created, revoked, deleted],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)]),
    'lost: the acknowledged delete of a',
  ],
  [
    'a change without its event',
    [created, revoked],
    found([row({ revokedAt: 2 })], [event('create', 1)]),
    'revoke of a: 1 in its row, 0 on the record',
  ],
  [
    'an event without its change',
    [created, attempt('revoke', 'unknown')],
    found([row()], [event('create', 1), event('revoke', 2)]),
    'revoke of a: 0 in its row, 1 on the record',
  ],
  [
    'a creation on the record alone',
    [attempt('create', 'unknown')],
    found([], [event('create', 1)]),
    'event without change: create of id-a',
  ],
  [
    'an event told twice',
    [created],
    found([row()], [event('create', 1), event('create', 1)]),
    'create of a: 1 in its row, 2 on the record',
  ],
  [
    'an event of another time',
    [created],
    found([row()], [event('create', 5)]),
    'create of a: at 1 in its row, at 5 on the record',
  ],
  [
    'a refused creation that is there',
    [attempt('create', 'refused')],
    found([row()], [event('create', 1)]),
    'done all the same: the refused create of a',
  ],
  [
    'a refused revoke that was done',
    [created, attempt('revoke', 'refused')],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)]),
    'done all the same: the refused revoke of a',
  ],
  ['a token from nowhere', [], found([row()], [event('create', 1)]), 'there unasked: a'],
  [
    'a revoke from nowhere',
    [created],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)]),
    'revoked unasked: a',
  ],
  [
    'a creation done twice',
    [attempt('create', 'unknown')],
    found(
      [row(), { ...row(), id: 'id-b' }],
      [event('create', 1), { ...event('create', 1), tokenId: 'id-b' }],
    ),
    'there 2 times: a',
  ],
  [
    'a revoked token that still works',
    [created, revoked],
    found([row({ revokedAt: 2 })], [event('create', 1), event('revoke', 2)], { 'id-a': 200 }),
    'a was answered 200 where 401 is right',
  ],
  [
    'a good token that does not work',
    [created],
    found([row()], [event('create', 1)], { 'id-a': 401 }),
    'a was answered 401 where 200 is right',
  ],
])('%s is found', (_title, attempts, state, problem) => {
  expect(checkHistory(attempts, state)).toContain(problem);
});
