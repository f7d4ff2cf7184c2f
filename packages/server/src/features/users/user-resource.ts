import type { AnyId, UserId } from '@keywright/contract';
import type { Resource } from '../../plane/decide.ts';

export function userResource(id: UserId): Resource {
  return { type: 'user', id: id as string as AnyId };
}
