import type { EntityTypeId, Permission, RegisteredType, ResourceId } from '@keywright/contract';
import type * as lists from '../../packages/server/src/features/entities/lists/queries.ts';
import type * as entities from '../../packages/server/src/features/entities/queries.ts';
import type * as types from '../../packages/server/src/features/entity-types/queries.ts';
import type * as known from '../../packages/server/src/plane/entity-types/queries.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type Allowed,
  type CasesOf,
  childrenOfNew,
  counts,
  found,
  fresh,
  ordered,
  slice,
  twoLetters,
} from './query-case.ts';

const registered = 'robot' as RegisteredType;
const permissions = ['robot.start', 'robot.stop'];

export function casesOfEntities({ env, at }: KnownIds): CasesOf<typeof entities> {
  const of = { metadata: '{}', updatedAt: at };
  return {
    readEntities: { 'by ids': { given: [[env, fresh as ResourceId]] } },
    insertEntity: { new: { given: [env, of] } },
    setEntity: { 'by id': { given: [env, of] } },
    countGrantsOn: { 'by id': { given: [env] } },
    countScopesOn: { 'by id': { given: [env] } },
  };
}

const permission: Permission = 'channel.list';
const everything = { kind: 'everything' } as const;
/** What was found by each driver is put together, each once, and in order. */
const gathered: Allowed = { ...ordered, ...found };

export function casesOfEntityLists(ids: KnownIds): CasesOf<typeof lists> {
  const { holder, token, project, env, at } = ids;
  const granted = { kind: 'granted', principalId: holder, permission, now: at } as const;
  const scoped = { kind: 'scoped', of: granted, tokenId: token, permission } as const;
  const scopedAdmin = { ...scoped, of: everything };
  const of = { callerId: holder, now: at };
  const question = (reach: lists.EntityQuestion['reach'], filters: object = {}) => ({
    ...{ type: 'channel', reach },
    filters: { ...filters, ...of },
  });
  const asked = {
    'of a project': { project_id: project },
    'by name': { search: 'quixley' },
    'by id': { search: env },
    'shared with me': { shared: 'with_me' },
    'shared by me': { shared: 'by_me' },
  };
  const reaches = { everything, granted, scoped, 'scoped, of an administrator': scopedAdmin };
  const rows = Object.entries(reaches).flatMap(([who, reach]) => [
    [who, question(reach)] as const,
    ...Object.entries(asked).map(
      ([what, filters]) => [`${who}, ${what}`, question(reach, filters)] as const,
    ),
  ]);
  const letters = question(everything, { search: 'qu' });
  const page = (count: number, of = question(everything)) => ({ ...of, count }) as const;
  return {
    registeredTypesInUse: { all: { given: [], may: { ...counts, ...found } } },
    countAll: { 'of two types': { given: [['channel', 'client']], may: { ...counts, ...found } } },
    countSearched: {
      'by name': { given: [['channel', 'client'], { ...of, search: 'quixley' }] },
      'by name in a project': {
        given: [['channel'], { ...of, search: 'quixley', project_id: project }],
      },
      'by id': { given: [['channel'], { ...of, search: env }] },
      'by two letters': {
        given: [['channel'], { ...of, search: 'qu' }],
        may: { ...ordered, scans: twoLetters },
      },
    },
    countFound: {
      ...Object.fromEntries(rows.map(([says, one]) => [says, { given: [one], may: gathered }])),
      'by two letters': { given: [letters], may: { ...gathered, scans: twoLetters } },
    } as CasesOf<typeof lists>['countFound'],
    listFound: {
      ...Object.fromEntries(
        rows.flatMap(([says, one]) => [
          [says, { given: [[page(10, one as never)], slice], may: gathered }],
          [`${says}, many`, { given: [[page(50_000, one as never)], slice], may: gathered }],
        ]),
      ),
      'of two types': {
        given: [[page(50_000), page(10, question(granted) as never)], slice],
        may: gathered,
      },
    } as CasesOf<typeof lists>['listFound'],
  };
}

export function casesOfEntityTypes({ at }: KnownIds): CasesOf<typeof types> {
  const id = fresh as EntityTypeId;
  const row = { id, type: registered, title: 'Robot', description: '', operations: '[]' };
  return {
    readTypes: {
      all: { given: [], may: { ...ordered, ...found, scans: 'All of them are told.' } },
    },
    lockType: { 'by id': { given: [id] } },
    countTypes: { all: { given: [], may: { ...ordered, scans: 'There are 200 at most.' } } },
    insertType: { new: { given: [{ ...row, created_at: at }], may: childrenOfNew } },
    setType: { 'by id': { given: [id, row] } },
    deleteType: { 'by id': { given: [id] } },
    countEntities: { 'of a type': { given: [registered], may: counts } },
    countRoles: { 'that name two': { given: [permissions], may: found } },
    countBareGrants: { 'that name two': { given: [permissions], may: found } },
    countScopes: { 'that name two': { given: [permissions] } },
  };
}

export function casesOfKnownTypes(): CasesOf<typeof known> {
  return { readRegisteredTypes: { 'by words': { given: [[registered]] } } };
}
