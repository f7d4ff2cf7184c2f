import type {
  DeploymentKind,
  DeploymentKindId,
  Env,
  EnvId,
  Organization,
  OrganizationId,
  Project,
  ProjectId,
  ResourceId,
} from '@keywright/contract';
import type { Rights } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOf } from '../../plane/tree/node.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import { Problem } from '../../request/problem.ts';
import { wireTime } from '../../request/time.ts';
import type { Db } from '../../storage/storage.ts';
import { abilitiesOn, isDefault } from './abilities.ts';
import {
  type EnvRow,
  type PlainRow,
  type ProjectRow,
  readEnvs,
  readPlain,
  readProjects,
} from './queries.ts';

/** Deployments and entities have features of their own. */
type ShownType = 'organization' | 'project' | 'env' | 'deployment_kind';

/** How nodes of a type are read, and what the wire shows of them. */
export interface Shown<Row extends NodeRow, Output, Type extends ShownType = ShownType> {
  readonly type: Type;
  /** Those of these that are there and of the type, by name. */
  read(db: Db, ids: readonly ResourceId[]): Promise<Row[]>;
  present(rights: Rights, row: Row): Output;
}

export const organizations: Shown<PlainRow, Organization, 'organization'> = {
  type: 'organization',
  read: (db, ids) => readPlain(db, 'organization', ids),
  present: (rights, row) => ({
    id: row.id as OrganizationId,
    created_at: wireTime(row.created_at),
    name: row.name,
    abilities: abilitiesOn(rights, 'organization', row),
    is_default: isDefault(row.id),
  }),
};

export const projects: Shown<ProjectRow, Project, 'project'> = {
  type: 'project',
  read: readProjects,
  present: (rights, row) => ({
    id: row.id as ProjectId,
    created_at: wireTime(row.created_at),
    name: row.name,
    abilities: abilitiesOn(rights, 'project', row),
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
    is_default: isDefault(row.id),
  }),
};

export const envs: Shown<EnvRow, Env, 'env'> = {
  type: 'env',
  read: readEnvs,
  present: (rights, row) => ({
    id: row.id as EnvId,
    created_at: wireTime(row.created_at),
    name: row.name,
    abilities: abilitiesOn(rights, 'env', row),
    node_selector: JSON.parse(row.node_selector),
    tolerations: JSON.parse(row.tolerations),
    auto_add_new_users: row.auto_add_new_users === 1,
    project_id: row.project_id as ProjectId,
    project: { id: row.project_id as ProjectId, name: row.project_name },
    organization: { id: row.organization_id as OrganizationId, name: row.organization_name },
  }),
};

export const deploymentKinds: Shown<PlainRow, DeploymentKind, 'deployment_kind'> = {
  type: 'deployment_kind',
  read: (db, ids) => readPlain(db, 'deployment_kind', ids),
  present(rights, row) {
    const place = placeOf(row);
    const abilities: DeploymentKind['abilities'] = [];
    if (rights.may('deployment_kind.update', place)) abilities.push('update');
    if (rights.may('deployment_kind.delete', place)) abilities.push('delete');
    return {
      id: row.id as DeploymentKindId,
      created_at: wireTime(row.created_at),
      name: row.name,
      abilities,
    };
  },
};

/** The target of whoever asks for one node, or undefined. */
export async function shownTarget<Row extends NodeRow>(
  shown: Shown<Row, unknown>,
  db: Db,
  id: ResourceId,
) {
  const [row] = await shown.read(db, [id]);
  return row && { row, resource: placeOf(row) };
}

/** Nodes as the caller may see them, with what they may do to each: one look at their rights for all. */
export async function presentAll<Row extends NodeRow, Output>(
  shown: Shown<Row, Output>,
  db: Db,
  { plane, caller, ids }: { plane: Plane; caller: Caller; ids: readonly ResourceId[] },
): Promise<Output[]> {
  const rows = await shown.read(db, ids);
  const rights = await plane.rights(db, caller, rows.map(placeOf));
  return rows.map((row) => shown.present(rights, row));
}

/** One node, read again after a change to it. */
export async function presentOne<Row extends NodeRow, Output>(
  shown: Shown<Row, Output>,
  db: Db,
  { plane, caller, id }: { plane: Plane; caller: Caller; id: ResourceId },
): Promise<Output> {
  const [output] = await presentAll(shown, db, { plane, caller, ids: [id] });
  if (output === undefined) throw new Problem('internal');
  return output;
}
