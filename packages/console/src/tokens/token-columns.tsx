import { Stack, Text } from '@mantine/core';
import { CopyableId } from '../parts/copyable-id.tsx';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord, ToneWord } from '../parts/state-word.tsx';
import { type AnyToken, isPersonal } from './any-token.ts';
import { LastUsed } from './last-used.tsx';
import { tokenName } from './token-name.ts';

const states = { active: 'Active', expired: 'Expired', revoked: 'Revoked' } as const;

/** `ownerStopped` says why no token of this owner is taken now, whatever its own state: "the bot is expired". */
export const tokenColumns = (ownerStopped: string | undefined): readonly Column<AnyToken>[] => [
  { header: 'Token', isName: true, cell: (token) => <TokenLine token={token} /> },
  { header: 'State', cell: (token) => <State token={token} ownerStopped={ownerStopped} /> },
  { header: 'Created', cell: (token) => <Created token={token} /> },
  {
    header: 'Expires',
    // What is revoked has ended already.
    cell: ({ expires_at, state }) => (
      <Text size="sm" {...(state === 'revoked' && { c: 'dimmed' })}>
        {expires_at ? <RelativeTime at={expires_at} /> : 'Never'}
      </Text>
    ),
  },
  { header: 'Last used', cell: ({ last_used }) => <LastUsed lastUse={last_used} /> },
];

interface StateProps {
  readonly token: AnyToken;
  readonly ownerStopped: string | undefined;
}

function State({ token: { state, revoked_at }, ownerStopped }: StateProps) {
  if (state === 'active' && ownerStopped) {
    return (
      <Stack gap={2} align="flex-start">
        <ToneWord tone="waning">Refused</ToneWord>
        <Text size="sm" c="dimmed">
          {ownerStopped}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap={2} align="flex-start">
      <StateWord state={states[state]} />
      {revoked_at && (
        <Text size="sm" c="dimmed">
          <RelativeTime at={revoked_at} />
        </Text>
      )}
    </Stack>
  );
}

function TokenLine({ token }: { readonly token: AnyToken }) {
  return (
    <Stack gap={1} miw={0} align="flex-start">
      <Text size="sm" fw={600} lineClamp={2}>
        {tokenName(token)}
      </Text>
      {token.description && (
        <Text size="sm" c="dimmed" lineClamp={2} style={{ whiteSpace: 'pre-line' }}>
          {token.description}
        </Text>
      )}
      <CopyableId id={token.id} label="token id" />
    </Stack>
  );
}

function Created({ token }: { readonly token: AnyToken }) {
  const { created_at, created_by } = token;
  const isOwn = isPersonal(token) && created_by.id === token.user_id;
  return (
    <div>
      <Text size="sm">
        <RelativeTime at={created_at} />
      </Text>
      {!isOwn && (
        <Text size="sm" c="dimmed">
          by {created_by.name}
        </Text>
      )}
    </div>
  );
}
