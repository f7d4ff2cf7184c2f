import type { PrincipalRef } from '@keywright/sdk';
import type { LinkProps } from '@tanstack/react-router';
import { useProfile } from '../queries/profile.ts';

type PrincipalPage = Pick<LinkProps, 'to' | 'params'>;

export const principalPages = {
  user: '/admin/users/$id',
  service_account: '/service-accounts/$id',
  deployment: '/deployments/$id',
} as const satisfies Record<PrincipalRef['kind'], string>;

/** Where a principal's page is, or undefined where the reader may not go there. */
export function usePrincipalPage({ kind, id }: PrincipalRef): PrincipalPage | undefined {
  const { abilities } = useProfile();
  const page = { to: principalPages[kind], params: { id } };
  switch (kind) {
    case 'user':
      return abilities.includes('manage_users') ? page : undefined;
    case 'service_account':
      return abilities.includes('manage_bots') ? page : undefined;
    case 'deployment':
      return page;
    default:
      return kind satisfies never;
  }
}
