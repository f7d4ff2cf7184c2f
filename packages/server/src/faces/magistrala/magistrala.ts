import type { EndpointName } from '@keywright/contract';
import type { FaceRoute } from '../../request/face.ts';
import type { Operation } from '../../request/operation.ts';
import { patRoutes } from './pat-routes.ts';
import { scopeRoutes } from './scope-routes.ts';

const fieldNames = {
  project_id: 'domain_id',
  scope_ids: 'scopes_id',
  search: 'name',
};

/** Magistrala's API of personal access tokens, for its clients: docs/magistrala-clients.md. */
export const magistralaFace = (
  operations: Readonly<Record<EndpointName, Operation>>,
): FaceRoute[] => [...patRoutes, ...scopeRoutes].map((routeOf) => routeOf(operations, fieldNames));
