import { useQuery } from '@tanstack/react-query';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { deploymentTasksQuery } from '../queries/deployment-tasks.ts';
import { useProfile } from '../queries/profile.ts';
import { serviceAccountTokenQuery } from '../queries/service-account-tokens.ts';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import { userQuery } from '../queries/users.ts';
import { pageOf, trailOf } from '../service-accounts/account-words.ts';
import { tokenName } from '../tokens/token-name.ts';
import { TaskHistory } from './task-history.tsx';

interface Props {
  /** A kind of credential, as the record has it. */
  readonly kind: string;
  readonly id: string;
}

/** Everything that was done to deployments with one token or in one session. */
export function CredentialHistory({ kind, id }: Props) {
  switch (kind) {
    case 'user_token':
      return <OfPersonalToken id={id} />;
    case 'service_account_token':
      return <OfAccountToken id={id} />;
    default:
      return <Recorded id={id} what={kind === 'session' ? 'session' : 'token'} />;
  }
}

interface OneProps {
  readonly id: string;
}

function OfPersonalToken({ id }: OneProps) {
  const { user } = useProfile();
  const token = useQuery(userTokenQuery(id));
  const ownerId = token.data?.user_id;
  const isOwn = ownerId === user.id;
  const owner = useQuery({ ...userQuery(ownerId ?? ''), enabled: ownerId !== undefined && !isOwn });
  if (token.isPending) return <OnItsWay />;
  if (!token.data) return <Recorded id={id} what="token" />;
  const trail: readonly Step[] = isOwn
    ? [
        { label: 'You', to: '/profile/you' },
        { label: 'Personal access tokens', to: '/profile/user-tokens' },
      ]
    : [
        { label: 'People', to: '/admin/users' },
        {
          label: owner.data?.display_name ?? 'Person',
          to: '/admin/users/$id',
          params: { id: token.data.user_id },
        },
      ];
  return <Page id={id} name={tokenName(token.data)} trail={trail} about="this token" />;
}

function OfAccountToken({ id }: OneProps) {
  const token = useQuery(serviceAccountTokenQuery(id));
  const accountId = token.data?.service_account_id;
  const account = useQuery({
    ...serviceAccountQuery(accountId ?? ''),
    enabled: accountId !== undefined,
  }).data;
  if (token.isPending) return <OnItsWay />;
  if (!token.data) return <Recorded id={id} what="token" />;
  const trail: readonly Step[] = account
    ? [
        ...trailOf(account.home),
        { label: account.name, to: pageOf(account.home), params: { id: account.id } },
      ]
    : [];
  return <Page id={id} name={tokenName(token.data)} trail={trail} about="this token" />;
}

const yourSessions: readonly Step[] = [
  { label: 'You', to: '/profile/you' },
  { label: 'Sessions', to: '/profile/sessions' },
];

interface RecordedProps extends OneProps {
  readonly what: 'session' | 'token';
}

/** A session, a deployment's own token, or one that the reader may not read: named as History has it. */
function Recorded({ id, what }: RecordedProps) {
  const { user } = useProfile();
  const { data } = useQuery(deploymentTasksQuery({ credential_id: id, per_page: 1 }));
  const actor = data?.items.find((task) => task.actor.credential.id === id)?.actor;
  return (
    <Page
      id={id}
      name={actor?.credential.name || (what === 'session' ? 'Session' : 'Token')}
      trail={what === 'session' && actor?.id === user.id ? yourSessions : []}
      about={actor ? `this ${what} of ${actor.name}` : `this ${what}`}
    />
  );
}

function OnItsWay() {
  return (
    <>
      <PageHeader title="Token" part="History" />
      <ListSkeleton />
    </>
  );
}

interface PageProps extends OneProps {
  readonly name: string;
  readonly trail: readonly Step[];
  readonly about: string;
}

function Page({ id, name, trail, about }: PageProps) {
  return (
    <>
      <PageHeader
        title={name}
        part="History"
        trail={trail}
        about={`What was done to deployments with ${about}, whichever deployment it was.`}
      />
      <TaskHistory of={{ kind: 'by_credential', id, name }} />
    </>
  );
}
