import type { Entity } from '@keywright/sdk';
import type { Step } from '../parts/page-header.tsx';
import { useReachable } from '../tree/reachable.ts';
import { useTrail } from '../tree/trail.ts';

/** What an entity stands in; without links for whoever sees it alone. */
export function useEntityTrail({ organization, project }: Entity): readonly Step[] {
  const above = useTrail({ organization, project });
  const isReachable = useReachable();
  const label = 'Entities';
  return [
    ...above,
    isReachable('project', project.id)
      ? { label, to: '/projects/$id/entities', params: { id: project.id } }
      : { label },
  ];
}
