import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ChartList } from '../charts/chart-list.tsx';
import { KindMenu } from '../deployment-kinds/kind-menu.tsx';
import { CopyableId } from '../parts/copyable-id.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { deploymentKindQuery } from '../queries/deployment-kinds.ts';
import { OneResource } from '../tree/one-resource.tsx';

const route = getRouteApi('/signed-in/admin/deployment-kinds/$id');
const trail = [{ label: 'Deployment kinds', to: '/admin/deployment-kinds' }] as const;

/** One deployment kind, and the versions of it that can be deployed. */
export function DeploymentKindPage() {
  const { id } = route.useParams();
  const { page } = route.useSearch();
  const navigate = route.useNavigate();
  const kind = useQuery(deploymentKindQuery(id));
  return (
    <OneResource query={kind} what="Deployment kind" trail={trail}>
      {(row) => (
        <>
          <PageHeader
            title={row.name}
            trail={trail}
            about="Its versions, newest first. Runners register what they find in their folders of charts."
            action={<KindMenu kind={row} isWord />}
          />
          <div style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
            <CopyableId id={id} label="deployment kind id" />
          </div>
          <ChartList
            kind={row}
            page={page ?? 1}
            onPage={(next) =>
              void navigate({ search: { page: next > 1 ? next : undefined }, replace: true })
            }
          />
        </>
      )}
    </OneResource>
  );
}
