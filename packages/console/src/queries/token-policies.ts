import type { SentTo, TokenPolicyEffect } from '@keywright/sdk';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type NewTokenPolicy = SentTo<'setTokenPolicy'>['body'];

/** What tokens may be made on the site or in an organization. */
export const tokenPolicyQuery = (id: string) =>
  queryOptions({
    queryKey: ['token-policies', 'one', id],
    queryFn: ({ signal }) => api.getTokenPolicy({ params: { id }, signal }),
  });

/** Which active tokens a policy would break; asked anew each time. */
export const tokenPolicyEffectQuery = (id: string, policy: NewTokenPolicy) =>
  queryOptions({
    queryKey: ['token_policy_effect', id, policy],
    queryFn: async ({ signal }): Promise<TokenPolicyEffect> => {
      const query = { dry_run: true };
      const effect = await api.setTokenPolicy({ params: { id }, query, body: policy, signal });
      if (!('dry_run' in effect)) throw new Error('The server changed what it was asked to try.');
      return effect;
    },
    staleTime: 0,
    gcTime: 0,
  });
