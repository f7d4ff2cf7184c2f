import type { Grant } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { pathText } from '../access/resource-words.ts';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { grantsQuery } from '../queries/grants.ts';
import { Contained } from '../roles/contained.tsx';
import { roleOf } from './grant-words.ts';

interface Props {
  readonly grant: Grant;
  readonly onClose: () => void;
}

/** Asks before a grant is taken back: what it gave, and what the principal keeps there through others. */
export function RemoveGrantDialog({ grant, onClose }: Props) {
  const { principal, resource, path, deployment_kind, permissions } = grant;
  const place = pathText(path, resource);
  return (
    <ConfirmDialog
      title={`Remove ${roleOf(grant)} from ${principal.name}?`}
      confirm="Remove"
      done={`${principal.name} no longer has ${roleOf(grant)} on ${resource.name}.`}
      onClose={onClose}
      act={() => api.deleteGrant({ params: { id: grant.id } }).then(() => askAgain('grant'))}
    >
      <Text size="sm">
        What this grant gives on <b>{place}</b>
        {deployment_kind && (
          <>
            {' '}
            for deployments of kind <b>{deployment_kind.name}</b>
          </>
        )}{' '}
        is refused from the next request on, here and on all below
        {principal.kind === 'user'
          ? ', to them and to the programs that hold their tokens.'
          : ': programs that hold its tokens stop working there.'}
      </Text>
      <Contained permissions={permissions} of={roleOf(grant)} />
      {grant.state === 'active' ? (
        <Kept grant={grant} />
      ) : (
        <Text size="sm">It has ended already, so nothing stops working.</Text>
      )}
    </ConfirmDialog>
  );
}

/** The other grants that go on holding there. Nothing is said where the reader may not list them. */
function Kept({ grant: { id, principal, resource } }: { readonly grant: Grant }) {
  const { data } = useQuery(
    grantsQuery({
      principal_id: principal.id,
      holds_on: resource.id,
      state: 'active',
      per_page: 10,
    }),
  );
  if (!data) return null;
  const others = data.items.filter((other) => other.id !== id);
  if (others.length === 0)
    return <Text size="sm">No other grant gives {principal.name} anything there.</Text>;
  const named = others.map((other) =>
    other.resource.id === resource.id
      ? roleOf(other)
      : `${roleOf(other)} through ${other.resource.name}`,
  );
  return (
    <Text size="sm">
      {principal.name} keeps there: <b>{named.join(', ')}</b>
      {data.num_total > data.items.length && ' and more'}.
    </Text>
  );
}
