import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { entityColumns } from '../entities/entity-columns.tsx';
import { entityQueryOf } from '../entities/entity-filters.ts';
import { EntityList } from '../entities/entity-list.tsx';
import { NothingShared } from '../entities/shared-words.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { entitiesQuery } from '../queries/entities.ts';

const route = getRouteApi('/signed-in/profile/shared');
const { name, type, project, updated, menu } = entityColumns;
const columns = [name, type, project, updated, menu];
const sharings = [
  { value: '', label: 'Shared with me' },
  { value: 'by_me', label: 'Shared by me' },
];

/** Entities of any project that were shared with the reader, or by them. */
export function SharedPage() {
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const shared = filters.shared ?? 'with_me';
  const entities = useQuery(entitiesQuery({ ...entityQueryOf(filters), shared }));
  return (
    <>
      <PageHeader
        title="Shared"
        about="Channels, clients, groups, dashboards and the like, each shared by itself. You may use them without seeing the project they stand in."
      />
      <EntityList
        label="Shared entities"
        columns={columns}
        query={entities}
        filters={filters}
        sharings={sharings}
        keepsFilters
        onFilter={(search) =>
          void navigate({
            search: search.shared === 'with_me' ? { ...search, shared: undefined } : search,
            replace: true,
          })
        }
        empty={<NothingShared sharing={shared} />}
      />
    </>
  );
}
