import type { Env } from '@keywright/sdk';
import { Anchor, Code } from '@mantine/core';
import { IconBox, IconRocket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { deploymentKindsQuery } from '../queries/deployment-kinds.ts';
import { useProfile } from '../queries/profile.ts';
import { grantColumns } from './grant-columns.tsx';
import { RoleSections } from './role-sections.tsx';

const { principal, kind, given, ends, menu } = grantColumns;
const columns = [principal, kind, given, ends, menu];

/** Who owns and who maintains the deployments of each kind in an env. */
export function DeploymentPermissions({ env }: { readonly env: Env }) {
  const kinds = useQuery(deploymentKindsQuery({ per_page: 200 }));
  if (kinds.isPending) return <ListSkeleton />;
  if (!kinds.data) return <ErrorPanel error={kinds.error} onRetry={() => void kinds.refetch()} />;
  if (kinds.data.num_total === 0) return <NoKinds />;
  return (
    <RoleSections
      env={env}
      names={['Owner', 'Maintainer']}
      columns={columns}
      about={`Rights on the deployments of one kind in ${env.name}. They come on top of what the user roles give.`}
      addAbout={`They get this right on the deployments of one kind in ${env.name}, from their next request on.`}
      empty={({ name }) => (
        <EmptyState icon={IconRocket} title={`No ${name} of any kind yet`}>
          {name === 'Owner'
            ? 'An Owner creates, deletes and maintains the deployments of one kind. Press “Add permission” to name one.'
            : 'A Maintainer updates, restarts and invokes actions on the deployments of one kind. Press “Add permission”, and choose a person or a bot and the kind.'}
        </EmptyState>
      )}
    />
  );
}

function NoKinds() {
  const { abilities } = useProfile();
  return (
    <EmptyState
      icon={IconBox}
      title="There is no deployment kind yet"
      action={
        abilities.includes('manage_deployment_kinds') && (
          <Anchor
            renderRoot={(props) => <Link to={'/admin/deployment-kinds' as never} {...props} />}
          >
            Make the first kind
          </Anchor>
        )
      }
    >
      Owner and Maintainer are rights on deployments of one kind, such as “web” or “database”. Kinds
      belong to the site: a site administrator, and whoever holds{' '}
      <Code>deployment_kind.create</Code>, makes them under Site administration, Deployment kinds.
    </EmptyState>
  );
}
