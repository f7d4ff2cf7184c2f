import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import type { Column } from '../parts/list-table.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RemainingTime } from '../parts/remaining-time.tsx';
import { useProfile } from '../queries/profile.ts';
import { type AnyToken, isPersonal } from './any-token.ts';
import { LastUsed } from './last-used.tsx';
import { accessWords } from './scope-words.ts';
import type { TokenOrder } from './token-filters.ts';
import { tokenName } from './token-name.ts';
import { pageOfToken } from './token-place.ts';
import { TokenStateWord } from './token-state-word.tsx';

export type TokenColumn = Column<AnyToken> & { readonly sortBy?: TokenOrder };

/** `ownerStopped` says why no token of this owner is taken now, whatever its own state: "the bot is expired". */
export const tokenColumns = (ownerStopped: string | undefined): readonly TokenColumn[] => [
  {
    header: 'Name',
    isName: true,
    sortBy: 'name',
    cell: (token) => <TokenLine token={token} />,
  },
  {
    header: 'Description',
    sortBy: 'description',
    cell: ({ description }) => (
      <Text
        size="sm"
        lineClamp={3}
        style={{ whiteSpace: 'pre-line' }}
        {...(!description && { c: 'dimmed' })}
      >
        {description || 'None'}
      </Text>
    ),
  },
  {
    header: 'Access',
    sortBy: 'access',
    cell: (token) => <Text size="sm">{accessWords(token)}</Text>,
  },
  {
    header: 'State',
    sortBy: 'state',
    cell: (token) => (
      <>
        <TokenStateWord token={token} ownerStopped={ownerStopped} />
        {token.state === 'active' && token.rotation_ends_at && (
          <Text size="sm" c="dimmed">
            being rotated
          </Text>
        )}
      </>
    ),
  },
  { header: 'Issued', sortBy: 'issued_at', cell: (token) => <Issued token={token} /> },
  {
    header: 'Expires',
    sortBy: 'expires_at',
    // What is revoked has ended already.
    cell: ({ expires_at, state }) => (
      <Text size="sm" {...(state === 'revoked' && { c: 'dimmed' })}>
        {expires_at ? <RemainingTime until={expires_at} /> : 'Never'}
      </Text>
    ),
  },
  {
    header: 'Last used',
    sortBy: 'last_used',
    cell: ({ last_used }) => <LastUsed lastUse={last_used} />,
  },
];

function TokenLine({ token }: { readonly token: AnyToken }) {
  const { user } = useProfile();
  return (
    <Stack gap={1} miw={0} align="flex-start">
      <Anchor
        size="sm"
        fw={600}
        lineClamp={2}
        renderRoot={(props) => <Link {...pageOfToken(token, user.id)} {...props} />}
      >
        {tokenName(token)}
      </Anchor>
      <CopyableId id={token.id} label="token id" isShort />
    </Stack>
  );
}

function Issued({ token }: { readonly token: AnyToken }) {
  const { issued_at, created_by } = token;
  const isOwn = isPersonal(token) && created_by.id === token.user_id;
  return (
    <div>
      <Text size="sm">
        <RelativeTime at={issued_at} />
      </Text>
      {!isOwn && (
        <Text size="sm" c="dimmed">
          by {created_by.name}
        </Text>
      )}
    </div>
  );
}
