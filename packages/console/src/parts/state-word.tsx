import { Badge } from '@mantine/core';

const colours = {
  Active: 'green',
  Expired: 'orange',
  Revoked: 'red',
  Inactive: 'gray',
  Invited: 'blue',
  'This session': 'green',
  'Site administrator': 'indigo',
} as const;

export type State = keyof typeof colours;

/** A state is a word; the colour only helps to find it. */
export function StateWord({ state }: { readonly state: State }) {
  return (
    <Badge color={colours[state]} style={{ flexShrink: 0 }}>
      {state}
    </Badge>
  );
}
