import type { Entity } from '@keywright/sdk';
import type { Step } from '../parts/page-header.tsx';
import { useReachable } from '../tree/reachable.ts';
import { useTrail } from '../tree/trail.ts';

/** What an entity stands in; for whoever sees it alone, where they found it, and the names. */
export function useEntityTrail({ organization, project }: Entity): readonly Step[] {
  const above = useTrail({ organization, project });
  const isReachable = useReachable();
  if (!isReachable('project', project.id)) {
    return [
      { label: 'Shared', to: '/profile/shared' },
      { label: organization.name },
      { label: project.name },
    ];
  }
  return [
    ...above,
    { label: 'Entities', to: '/projects/$id/entities', params: { id: project.id } },
  ];
}
