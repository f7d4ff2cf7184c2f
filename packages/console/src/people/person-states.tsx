import type { User } from '@keywright/sdk';
import { Group } from '@mantine/core';
import { StateWord } from '../parts/state-word.tsx';

/** Whether a person may come in, whether they have come yet, and whether they administrate the site. */
export function PersonStates({ person }: { readonly person: User }) {
  return (
    <Group gap={4}>
      <StateWord state={person.is_active ? 'Active' : 'Inactive'} />
      {person.last_signed_in_at === null && <StateWord state="Invited" />}
      {person.is_admin && <StateWord state="Site administrator" />}
    </Group>
  );
}
