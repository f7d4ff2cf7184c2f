import type { SentTo, TokenUsage, Unused, Usage } from '@keywright/sdk';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { lastUseMs } from './last-use.ts';

/** Whose use is shown: of a token, of all tokens of a principal, or of all at home somewhere. */
export interface UsageSubject {
  readonly kind: 'user_token' | 'service_account_token' | 'user' | 'service_account' | 'resource';
  readonly id: string;
}

export type UsageQuery = NonNullable<SentTo<'getUserUsage'>['query']>;

export const usageQuery = (subject: UsageSubject, spanMs: number) =>
  queryOptions({
    queryKey: ['usage', subject, spanMs],
    queryFn: ({ signal }): Promise<Usage | TokenUsage> => {
      const hourly = spanMs <= 7 * 86_400_000;
      const query: UsageQuery = {
        from: new Date(Date.now() - spanMs).toISOString(),
        bucket: hourly ? 'hour' : 'day',
      };
      return callOf(subject, query, signal);
    },
    refetchInterval: lastUseMs,
  });

function callOf(
  { kind, id }: UsageSubject,
  query: UsageQuery,
  signal: AbortSignal,
): Promise<Usage | TokenUsage> {
  const sent = { params: { id }, query, signal };
  switch (kind) {
    case 'user_token':
      return api.getUserTokenUsage(sent);
    case 'service_account_token':
      return api.getServiceAccountTokenUsage(sent);
    case 'user':
      return api.getUserUsage(sent);
    case 'service_account':
      return api.getServiceAccountUsage(sent);
    case 'resource':
      return api.getResourceUsage(sent);
    default:
      throw kind satisfies never;
  }
}

/** Whose unused tokens and scopes are looked for: one of them. */
export type Whose =
  | { readonly user_id: string }
  | { readonly service_account_id: string }
  | { readonly resource_id: string };

export const unusedQuery = (whose: Whose) =>
  queryOptions({
    queryKey: ['unused', whose],
    queryFn: ({ signal }): Promise<Unused> => api.listUnused({ query: whose, signal }),
  });

/** What removing these would do, asked anew each time. */
export const unusedPreviewQuery = (whose: Whose, named: Named) =>
  queryOptions({
    queryKey: ['unused_preview', whose, named],
    queryFn: async ({ signal }) => {
      const query = { dry_run: true };
      const answer = await api.removeUnused({ query, body: { ...whose, ...named }, signal });
      if (!('dry_run' in answer)) throw new Error('The server changed what it was asked to try.');
      return answer;
    },
    staleTime: 0,
    gcTime: 0,
  });

/** Ids of what was shown. */
export interface Named {
  readonly tokens: string[];
  readonly scopes: string[];
}
