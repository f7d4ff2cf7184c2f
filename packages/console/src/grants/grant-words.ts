import type { Grant } from '@keywright/sdk';

/** The name of the role that is granted, or that it is none. */
export const roleOf = ({ role }: Pick<Grant, 'role'>): string => role?.name ?? 'Own permissions';
