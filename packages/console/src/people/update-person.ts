import { api } from '../api.ts';
import { queryClient } from '../query-client.ts';

/** Changes what a person may do, and has everything that shows them asked again. */
export async function updatePerson(
  id: string,
  change: { readonly is_active: boolean } | { readonly is_admin: boolean },
): Promise<void> {
  await api.updateUser({ params: { id }, body: change });
  await queryClient.invalidateQueries({ queryKey: ['user'] });
}
