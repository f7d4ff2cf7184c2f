import type { ListedEntityType } from '@keywright/sdk';

/** One that the site registered, and may change. */
export type RegisteredEntityType = ListedEntityType & {
  readonly id: NonNullable<ListedEntityType['id']>;
};

export const isRegistered = (type: ListedEntityType): type is RegisteredEntityType =>
  type.id !== null;
