import { endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { readOperation } from '../../request/operation.ts';
import { envs, organizations, presentOne, projects, shownTarget } from './shown.ts';

export const getOrganizationOperation = (plane: Plane) =>
  readOperation(endpoints.getOrganization, {
    target: (db, { params }) => shownTarget(organizations, db, params.id),
    run: (db, { caller }, { id }) => presentOne(organizations, db, { plane, caller, id }),
  });

export const getProjectOperation = (plane: Plane) =>
  readOperation(endpoints.getProject, {
    target: (db, { params }) => shownTarget(projects, db, params.id),
    run: (db, { caller }, { id }) => presentOne(projects, db, { plane, caller, id }),
  });

export const getEnvOperation = (plane: Plane) =>
  readOperation(endpoints.getEnv, {
    target: (db, { params }) => shownTarget(envs, db, params.id),
    run: (db, { caller }, { id }) => presentOne(envs, db, { plane, caller, id }),
  });
