import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { late } from '../parts/late.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { lastUseMs } from '../queries/last-use.ts';
import { serviceAccountTokenQuery } from '../queries/service-account-tokens.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import type { AnyToken } from './any-token.ts';
import { ScopesSection } from './scopes/scopes-section.tsx';
import { TokenCard } from './token-card.tsx';
import { tokenName } from './token-name.ts';
import { TokenNameSection } from './token-name-section.tsx';
import { kindOfToken } from './token-place.ts';
import { useTokenOwner } from './use-token-owner.ts';

const UsageSection = late(() =>
  import('../usage/usage-section.tsx').then((file) => file.UsageSection),
);

interface Props {
  /** As the record calls it. */
  readonly kind: string;
  readonly id: string;
}

const yours = [
  { label: 'You', to: '/profile/you' },
  { label: 'Personal access tokens', to: '/profile/user-tokens' },
] as const;

/** One token of a person or a service account. */
export function TokenPage({ kind, id }: Props) {
  const isOfAccount = kind === 'service_account_token';
  const personal = useQuery({
    ...userTokenQuery(id),
    enabled: !isOfAccount,
    refetchInterval: lastUseMs,
  });
  const ofAccount = useQuery({
    ...serviceAccountTokenQuery(id),
    enabled: isOfAccount,
    refetchInterval: lastUseMs,
  });
  const query = isOfAccount ? ofAccount : personal;
  if (query.data) return <Known token={query.data} />;
  return (
    <>
      <PageHeader title="Token" trail={isOfAccount ? [] : yours} />
      {query.error ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  );
}

function Known({ token }: { readonly token: AnyToken }) {
  const navigate = useNavigate();
  const owner = useTokenOwner(token);
  return (
    <>
      <PageHeader title={tokenName(token)} trail={owner.trail} />
      <Stack gap="xl">
        <TokenCard
          token={token}
          owner={owner}
          onDeleted={() => navigate({ ...owner.list, replace: true })}
        />
        <ScopesSection token={token} owner={owner} />
        <UsageSection subject={{ kind: kindOfToken(token), id: token.id }} />
        <TokenNameSection token={token} />
      </Stack>
    </>
  );
}
