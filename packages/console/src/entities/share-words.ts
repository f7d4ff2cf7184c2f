import type { ListedEntityType, Share } from '@keywright/sdk';
import { plainWords } from '../roles/permissions-by-type.ts';

/** Permissions of one type as their operations: `channel.publish` is "publish". */
const operationsOf = (permissions: readonly string[]): readonly string[] =>
  permissions.map((permission) => permission.slice(permission.indexOf('.') + 1));

/** "publish, subscribe", or the name of the role. */
export const shareWords = ({ role, permissions }: Share): string =>
  role?.name ?? operationsOf(permissions).map(plainWords).join(', ');

/** What the operations that most types have mean on one entity. */
const onOne: Readonly<Record<string, string>> = {
  read: 'See it, with its metadata.',
  list: 'Find it in lists.',
  update: 'Rename it and change its metadata.',
  delete: 'Delete it for good.',
  share: 'Share it with others, as far as they may use it.',
  unshare: 'Take back what others were given on it.',
};

/**
 * What can be shared of one entity: first what its type alone has, which is what people share it for. Making new ones
 * is no operation on one that is there.
 */
export function sharedOperations({ operations, meanings }: ListedEntityType) {
  return operations
    .filter((name) => name !== 'create')
    .map((name) => ({ name, meaning: onOne[name] ?? meanings[name] ?? '' }))
    .toSorted((a, b) => Number(a.name in onOne) - Number(b.name in onOne));
}
