import { type ResourceRef, siteId } from '@keywright/sdk';

/** The top of the tree, for what looks in all of it. */
export const wholeSite: ResourceRef = { type: 'site', id: siteId, name: 'The whole site' };
