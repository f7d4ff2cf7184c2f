import { KeywrightError } from '@keywright/sdk';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** Whether the credential itself was refused, so that asking again as the same person is in vain. */
export const isUnauthenticated = (error: unknown): boolean =>
  error instanceof KeywrightError && error.status === 401;

const mayPass = (error: unknown): boolean =>
  error instanceof KeywrightError && (error.status === 0 || error.status >= 500);

/** Any call that is refused for its credential makes the profile be asked again, which decides where to go. */
function recheckProfile(error: unknown): void {
  if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
}

/**
 * Query keys begin with a word for what they show; `live/follow-changes.ts` lists the words, and what change makes
 * which of them be asked again.
 */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== 'profile') recheckProfile(error);
    },
  }),
  mutationCache: new MutationCache({ onError: recheckProfile }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      // "Offline" is a guess of the browser; a server on the same machine answers all the same.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
