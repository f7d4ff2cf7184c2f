import { permissionOf, type ResourceType } from '@keywright/contract';

/** What lets somebody know that a node is there: everybody knows of the site, of others who may read them. */
export function nodeSight({ type }: { readonly type: ResourceType }) {
  return type === 'site' || permissionOf(type, 'read');
}
