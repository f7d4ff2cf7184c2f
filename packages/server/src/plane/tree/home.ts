import type { ResourceType } from '@keywright/contract';
import type { Place } from '../allowed.ts';

const homes: ReadonlySet<ResourceType> = new Set(['site', 'organization', 'project']);

/** Whether roles and service accounts can live at a node of this type. */
export const canBeHome = (type: ResourceType): boolean => homes.has(type);

/** Where what stands in a project belongs to: the project, below the site and its organization. */
export function ofProject({ path }: Place): Place {
  return { path: path.slice(0, 3), kindId: null };
}
