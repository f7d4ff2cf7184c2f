import { queryClient } from '../query-client.ts';

const shown = ['service-accounts', 'service-account-tokens', 'bots', 'grants', 'access'];

/** Has all that shows a service account, its tokens or what it may do asked again. */
export const refreshAccounts = (): Promise<unknown> =>
  Promise.all(shown.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
