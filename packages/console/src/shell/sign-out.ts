import { api } from '../api.ts';
import { isUnauthenticated, queryClient } from '../query-client.ts';

/** Ends the session and forgets all that was shown in it; a session that was ended already is fine too. */
export async function signOut(): Promise<void> {
  try {
    await api.signOut();
  } catch (error) {
    if (!isUnauthenticated(error)) throw error;
  }
  queryClient.clear();
}
