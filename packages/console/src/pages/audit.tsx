import { IconListDetails } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { AuditFilterBar } from '../audit/audit-filter-bar.tsx';
import { auditQueryOf } from '../audit/audit-filters.ts';
import { AuditList } from '../audit/audit-list.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { auditEventsQuery } from '../queries/audit-events.ts';

const route = getRouteApi('/signed-in/admin/audit');

export function AuditPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const events = useQuery(auditEventsQuery(auditQueryOf(filters)));
  const set = (search: typeof filters) => void navigate({ search, replace: true });
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <PageHeader
        title="Audit record"
        trail={[{ label: 'Site administration', to: '/admin/users' }]}
        about="Every change, who made it, with which credential and from where. Newest first; new entries appear by themselves."
      />
      <AuditFilterBar filters={filters} onFilter={set} />
      <Listed
        query={events}
        counted={(n) => (n === 1 ? '1 entry' : `${n} entries`)}
        onPage={(page) => set({ ...filters, page: page > 1 ? page : undefined })}
        empty={
          isFiltered ? (
            <NoMatch onClear={() => set({})} />
          ) : (
            <EmptyState
              icon={IconListDetails}
              title="Nothing has happened yet"
              command={{
                label: 'The same from a shell',
                text: `curl -H "x-platz-token: $PLATZ_TOKEN" ${location.origin}/api/v2/audit-events`,
              }}
            >
              Each sign-in, token and change of a person will stand here. The entries are written
              together with the change itself, so none can be missing.
            </EmptyState>
          )
        }
      >
        {(rows) => <AuditList events={rows} />}
      </Listed>
    </>
  );
}
