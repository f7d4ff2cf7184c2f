import type { Access } from './open-api.ts';

/** Who may call an endpoint, in words. */
export function accessWords(access: Access): string {
  switch (access.rule) {
    case 'public':
      return 'Anyone; no credential is looked at.';
    case 'bearer':
      return 'Anyone with a valid credential, even while they are inactive.';
    case 'active':
      return 'Anyone active; the answer holds what they may see.';
    case 'permission':
      return `Who holds the permission ${access.permission}.`;
    case 'owner':
      return `The owner, or who holds the permission ${access.or}. For all others it does not exist.`;
  }
}
