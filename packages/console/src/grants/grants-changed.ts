import { queryClient } from '../query-client.ts';

/** Asks again for all that follows from grants; other tabs hear of it as a live event. */
export async function grantsChanged(): Promise<void> {
  const kinds = ['grants', 'members', 'access', 'roles'];
  await Promise.all(kinds.map((kind) => queryClient.invalidateQueries({ queryKey: [kind] })));
}
