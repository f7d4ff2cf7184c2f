import type { ResourceRef } from '@keywright/sdk';
import type { Step } from '../parts/page-header.tsx';

/** What an account is called: those of the site are its bots. */
export const accountWord = (home: ResourceRef): 'bot' | 'service account' =>
  home.type === 'site' ? 'bot' : 'service account';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the page of an account is, by its home. */
export const pageOf = (home: ResourceRef): '/admin/bots/$id' | '/service-accounts/$id' =>
  home.type === 'site' ? '/admin/bots/$id' : '/service-accounts/$id';

/** Where the list of the accounts of a home is. */
export function listOf(home: ResourceRef) {
  const params = { id: home.id };
  switch (home.type) {
    case 'organization':
      return { to: '/organizations/$id/settings/service-accounts', params } as const;
    case 'project':
      return { to: '/projects/$id/settings/service-accounts', params } as const;
    default:
      return { to: '/admin/bots' } as const;
  }
}

/** The way from the top down to an account of this home. */
export function trailOf(home: ResourceRef): readonly Step[] {
  const params = { id: home.id };
  const list = listOf(home);
  switch (home.type) {
    case 'organization':
      return [
        { label: home.name, to: '/organizations/$id', params },
        { label: 'Service accounts', ...list },
      ];
    case 'project':
      return [
        { label: home.name, to: '/projects/$id', params },
        { label: 'Service accounts', ...list },
      ];
    default:
      return [
        { label: 'Site administration', to: '/admin/users' },
        { label: 'Bots', ...list },
      ];
  }
}
