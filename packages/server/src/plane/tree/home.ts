import type { ResourceType } from '@keywright/contract';

const homes: ReadonlySet<ResourceType> = new Set(['site', 'organization', 'project']);

/** Whether roles and service accounts can live at a node of this type. */
export const canBeHome = (type: ResourceType): boolean => homes.has(type);
