import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { late } from '../parts/late.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RemainingTime } from '../parts/remaining-time.tsx';
import { useProfile } from '../queries/profile.ts';
import type { AnyToken } from './any-token.ts';
import { accessWords } from './scope-words.ts';
import { type TokenAct, tokenActs } from './token-acts.ts';
import { kindOfToken } from './token-place.ts';
import { TokenStateWord } from './token-state-word.tsx';
import type { TokenOwner } from './use-token-owner.ts';

const TokenDialog = late(() => import('./token-dialog.tsx').then((file) => file.TokenDialog));

interface Props {
  readonly token: AnyToken;
  readonly owner: TokenOwner;
  readonly onDeleted: () => Promise<unknown>;
}

/** Whether a token works, until when, who used it last, and what can be done about that. */
export function TokenCard({ token, owner, onDeleted }: Props) {
  const [act, setAct] = useState<TokenAct>();
  const acts = tokenActs(token, ['regenerate', 'rotate', 'renew', 'revoke', 'delete'], setAct);
  return (
    <Paper withBorder p="lg" radius="md" bg="var(--page-surface)">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start" gap="sm">
          <TokenStateWord token={token} ownerStopped={owner.stopped} />
          <Group gap="xs">
            {acts.map(({ label, icon: Icon, isDangerous, run }) => (
              <Button
                key={label}
                size="xs"
                variant="default"
                leftSection={<Icon size={14} />}
                {...(isDangerous && { c: 'var(--mantine-color-error)' })}
                onClick={run}
              >
                {label}
              </Button>
            ))}
          </Group>
        </Group>
        {token.rotation_ends_at && token.state === 'active' && (
          <Text size="sm">
            It is being rotated: the old secret works until the new one is used for the first time,
            and ends at the latest <RemainingTime until={token.rotation_ends_at} />.
          </Text>
        )}
        <Facts facts={factsOf(token, owner)} />
        <More token={token} />
      </Stack>
      {act && (
        <TokenDialog
          act={act}
          token={token}
          onDeleted={onDeleted}
          onClose={() => setAct(undefined)}
        />
      )}
    </Paper>
  );
}

function factsOf(token: AnyToken, { name }: TokenOwner): (readonly [string, ReactNode])[] {
  const { created_at, created_by, issued_at, expires_at, last_used } = token;
  return [
    ['Token id', <CopyableId key="id" id={token.id} label="token id" />],
    ...(name === undefined ? [] : [['Of', name] as const]),
    ['Access', token.access === 'full' ? 'Full' : `Scoped: ${accessWords(token).toLowerCase()}`],
    [
      'Created',
      <span key="created">
        <RelativeTime at={created_at} /> by {created_by.name}
      </span>,
    ],
    ['Issued', <Issued key="issued" at={issued_at} isFirst={issued_at === created_at} />],
    ['Expires', expires_at ? <RemainingTime key="expires" until={expires_at} /> : 'Never'],
    ['Last used', <LastUse key="used" of={last_used} />],
  ];
}

function Issued({ at, isFirst }: { readonly at: string; readonly isFirst: boolean }) {
  return (
    <>
      <RelativeTime at={at} />
      {!isFirst && ', when its present secret was made'}
    </>
  );
}

function LastUse({ of }: { readonly of: AnyToken['last_used'] }) {
  if (!of) return 'Never';
  return (
    <>
      <RelativeTime at={of.at} />
      {of.address && ` by ${of.address}`}
      {of.user_agent && (
        <Text size="sm" c="dimmed">
          {of.user_agent.slice(0, 200)}
        </Text>
      )}
    </>
  );
}

/** The ways to what was done with the token, and to it. */
function More({ token }: { readonly token: AnyToken }) {
  const { abilities } = useProfile();
  const params = { kind: kindOfToken(token), id: token.id };
  return (
    <Group gap="md" style={{ rowGap: 2 }}>
      <Anchor
        size="sm"
        renderRoot={(props) => (
          <Link to="/credentials/$kind/$id/history" params={params} {...props} />
        )}
      >
        What it did to deployments
      </Anchor>
      {abilities.includes('read_audit') && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link to="/admin/audit" search={{ target: token.id }} {...props} />
          )}
        >
          What was done to it
        </Anchor>
      )}
    </Group>
  );
}
