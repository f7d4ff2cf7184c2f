import type { ServiceAccountToken, UserToken } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { deploymentTasksQuery } from '../queries/deployment-tasks.ts';
import { useProfile } from '../queries/profile.ts';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { userQuery } from '../queries/users.ts';
import { pageOf, trailOf } from '../service-accounts/account-words.ts';
import { isPersonal } from '../tokens/any-token.ts';
import { useTokenById } from '../tokens/token-by-id.ts';
import { tokenName } from '../tokens/token-name.ts';
import { TaskHistory } from './task-history.tsx';

interface Props {
  /** A session's or any token's. */
  readonly id: string;
}

/** Everything that was done to deployments with one token or in one session. */
export function CredentialHistory({ id }: Props) {
  const token = useTokenById(id);
  if (!token) return <Unlisted id={id} />;
  const of = { id, name: tokenName(token) };
  return isPersonal(token) ? (
    <OfPersonal token={token} {...of} />
  ) : (
    <OfAccount token={token} {...of} />
  );
}

type Named = Props & { readonly name: string };

function OfPersonal({ token: { user_id }, ...of }: Named & { readonly token: UserToken }) {
  const { user } = useProfile();
  const owner = useQuery({ ...userQuery(user_id), enabled: user_id !== user.id });
  const trail: readonly Step[] =
    user_id === user.id
      ? [
          { label: 'You', to: '/profile/you' },
          { label: 'Personal access tokens', to: '/profile/user-tokens' },
        ]
      : [
          { label: 'People', to: '/admin/users' },
          {
            label: owner.data?.display_name ?? 'Person',
            to: '/admin/users/$id',
            params: { id: user_id },
          },
        ];
  return <Page {...of} trail={trail} about="this token" />;
}

function OfAccount({
  token: { service_account_id },
  ...of
}: Named & { readonly token: ServiceAccountToken }) {
  const { data: account } = useQuery(serviceAccountQuery(service_account_id));
  const trail: readonly Step[] = account
    ? [
        ...trailOf(account.home),
        { label: account.name, to: pageOf(account.home), params: { id: account.id } },
      ]
    : [];
  return <Page {...of} trail={trail} about="this token" />;
}

/** A session, a deployment's own token, or one that is gone: known by what was done with it. */
function Unlisted({ id }: Props) {
  const { data } = useQuery(deploymentTasksQuery({ credential_id: id, per_page: 1 }));
  const actor = data?.items.find((task) => task.actor.credential.id === id)?.actor;
  const { kind, name } = actor?.credential ?? { kind: 'token', name: '' };
  const what = kind === 'session' ? 'session' : 'token';
  const title = name || (what === 'session' ? 'Session' : 'Token');
  return (
    <Page
      id={id}
      name={title}
      trail={[]}
      about={actor ? `this ${what} of ${actor.name}` : `this ${what}`}
    />
  );
}

interface PageProps extends Named {
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
