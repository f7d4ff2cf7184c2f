import type { Share } from '@keywright/sdk';
import { plainWords } from '../roles/permissions-by-type.ts';

/** Permissions of one type as their operations: `channel.publish` is "publish". */
export const operationsOf = (permissions: readonly string[]): readonly string[] =>
  permissions.map((permission) => permission.slice(permission.indexOf('.') + 1));

/** "publish, subscribe", or the name of the role. */
export const shareWords = ({ role, permissions }: Share): string =>
  role?.name ?? operationsOf(permissions).map(plainWords).join(', ');
