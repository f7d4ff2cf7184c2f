import type { MoveEffect } from '@keywright/sdk';
import { List, Text } from '@mantine/core';
import { counted } from '../tree/loss-words.ts';

const because = {
  role_stays: 'the role belongs to the organization left',
  account_stays: 'the service account belongs to the organization left',
} as const;

/** Who gains, who loses, and which grants go, by the server's own account. */
export function MoveEffects({ effect }: { readonly effect: MoveEffect }) {
  const { from, to, gains, loses, lost_grants } = effect;
  const isQuiet = gains.length === 0 && loses.length === 0 && lost_grants.count === 0;
  return (
    <>
      {isQuiet && <Text size="sm">Nobody gains or loses anything by it.</Text>}
      <Held
        title={`Hold something on ${to.name}, and so on this project from then on:`}
        list={gains}
      />
      <Held
        title={`Hold something on ${from.name}, and no longer on this project by it:`}
        list={loses}
      />
      {lost_grants.count > 0 && (
        <>
          <Text size="sm">
            <b>{counted(lost_grants.count, 'grant')}</b> of the project{' '}
            {lost_grants.count === 1 ? 'goes' : 'go'} for good:
          </Text>
          <List size="sm">
            {lost_grants.items.slice(0, shown).map((grant) => (
              <List.Item key={`${grant.principal.id} ${grant.role} ${grant.resource.id}`}>
                {grant.principal.name}: {grant.role} on {grant.resource.name}, since{' '}
                {because[grant.because]}
              </List.Item>
            ))}
          </List>
          <More than={shown} of={lost_grants.count} />
        </>
      )}
    </>
  );
}

const shown = 6;

interface HeldProps {
  readonly title: string;
  readonly list: MoveEffect['gains'];
}

function Held({ title, list }: HeldProps) {
  if (list.length === 0) return null;
  return (
    <>
      <Text size="sm">{title}</Text>
      <List size="sm">
        {list.slice(0, shown).map(({ principal, role }) => (
          <List.Item key={`${principal.id} ${role}`}>
            {principal.name} ({role})
          </List.Item>
        ))}
      </List>
      <More than={shown} of={list.length} />
    </>
  );
}

function More({ than, of }: { readonly than: number; readonly of: number }) {
  if (of <= than) return null;
  return (
    <Text size="sm" c="dimmed">
      And {of - than} more.
    </Text>
  );
}
