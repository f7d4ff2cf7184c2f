import type { User } from '@keywright/sdk';
import { StateWord } from '../parts/state-word.tsx';

/** An invited person is active before they have ever come; the word says which of the two it is. */
export function PersonState({ person }: { readonly person: User }) {
  if (!person.is_active) return <StateWord state="Inactive" />;
  return <StateWord state={person.last_signed_in_at ? 'Active' : 'Invited'} />;
}
