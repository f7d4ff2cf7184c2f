import { useQuery } from '@tanstack/react-query';
import { serviceAccountTokenQuery } from '../queries/service-account-tokens.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import type { AnyToken } from './any-token.ts';

/**
 * A token that the reader may see. A bare id does not say whose it is: a person's is looked for first, then a service
 * account's.
 */
export function useTokenById(id: string | undefined, isOfAccount = false): AnyToken | undefined {
  const personal = useQuery({
    ...userTokenQuery(id ?? ''),
    enabled: id !== undefined && !isOfAccount,
    retry: false,
  });
  const ofAccount = useQuery({
    ...serviceAccountTokenQuery(id ?? ''),
    enabled: id !== undefined && (isOfAccount || personal.isError),
    retry: false,
  });
  return id === undefined ? undefined : (personal.data ?? ofAccount.data);
}
