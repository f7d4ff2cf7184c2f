import type { Role } from '@keywright/sdk';

/** Where a role comes from: built in, or made somewhere. */
export const roleOrigin = ({ kind, home }: Pick<Role, 'kind' | 'home'>): string =>
  kind === 'built_in' ? 'Built in' : `Made in ${home?.name ?? 'this site'}`;

/** What a role contains in a line: its description where it has one, else its first permissions. */
export function roleLine({ description, permissions }: Pick<Role, 'description' | 'permissions'>) {
  if (description) return description;
  const [first, second, third] = permissions;
  const named = [first, second, third].filter((one) => one !== undefined).join(', ');
  const more = permissions.length - 3;
  return more > 0 ? `${named} and ${more} more` : named;
}
