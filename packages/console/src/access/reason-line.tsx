import type { AccessReason } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';
import { wordsOf } from './resource-words.ts';

/** Through what a right is held: the role, where it was granted, for which kind, and until when. */
function ReasonLine({ reason }: { readonly reason: AccessReason }) {
  if (reason.via === 'site_admin')
    return <Text size="sm">Site administrator, who may do everything</Text>;
  const { role, resource, inherited, deployment_kind, ends_at } = reason;
  return (
    <Text size="sm">
      <b>{role?.name ?? 'Own permissions'}</b>{' '}
      {inherited ? (
        <>
          inherited from {wordsOf(resource.type).word.toLowerCase()} <b>{resource.name}</b>
        </>
      ) : (
        'granted right here'
      )}
      {deployment_kind && (
        <>
          , for kind <b>{deployment_kind.name}</b> alone
        </>
      )}
      {ends_at && (
        <>
          , ends <RelativeTime at={ends_at} />
        </>
      )}
    </Text>
  );
}

/** All of them, one below the other. */
export function Reasons({ reasons }: { readonly reasons: readonly AccessReason[] }) {
  return (
    <Stack gap={4}>
      {reasons.map((reason) => (
        <ReasonLine key={reason.via === 'grant' ? reason.grant_id : reason.via} reason={reason} />
      ))}
    </Stack>
  );
}
