import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ShareList } from '../entities/share-list.tsx';
import { entityQuery } from '../queries/entities.ts';

const route = getRouteApi('/signed-in/entities/$id/shares');

/** With whom an entity is shared. The frame around it has it loaded. */
export function EntityShares() {
  const { id } = route.useParams();
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: entity } = useQuery(entityQuery(id));
  if (!entity) return null;
  return (
    <ShareList
      key={id}
      entity={entity}
      page={page}
      onPage={(next) =>
        void navigate({ search: { page: next > 1 ? next : undefined }, replace: true })
      }
    />
  );
}
