import type { ListedUser } from '@keywright/sdk';
import { Text } from '@mantine/core';
import type { Column } from '../parts/list-table.tsx';
import { PersonLine } from '../parts/person-line.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RowMenu } from '../parts/row-menu.tsx';
import { usePersonActs } from './person-acts.tsx';
import { PersonStates } from './person-states.tsx';

export const personColumns: readonly Column<ListedUser>[] = [
  { header: 'Person', isName: true, cell: (person) => <PersonLine person={person} /> },
  {
    header: 'State',
    cell: (person) => <PersonStates person={person} />,
  },
  {
    header: 'Joined',
    cell: ({ created_at }) => (
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
    ),
  },
  {
    header: 'Last signed in',
    cell: ({ last_signed_in_at }) => (
      <Text size="sm">{last_signed_in_at ? <RelativeTime at={last_signed_in_at} /> : 'Never'}</Text>
    ),
  },
  { header: 'Actions', isMenu: true, cell: (person) => <PersonMenu person={person} /> },
];

function PersonMenu({ person }: { readonly person: ListedUser }) {
  const { acts, dialog } = usePersonActs(person);
  return (
    <>
      <RowMenu of={person.display_name} acts={acts} />
      {dialog}
    </>
  );
}
