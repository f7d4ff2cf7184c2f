import type {
  DeploymentKindId,
  OrganizationId,
  ProjectId,
  ResourceId,
  ResourceType,
} from '@keywright/contract';
import { type NodeRow, nodeColumns } from '../../plane/tree/queries.ts';
import type { Flag } from '../../storage/schema-columns.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import { fold, siblingKey } from '../../storage/text-search.ts';

/** Without the type: SQLite would walk all of the type in the order of their names, to find these few. */
function rows(db: Db, ids: readonly ResourceId[]) {
  return db
    .selectFrom('resources')
    .select(nodeColumns)
    .where('resources.id', 'in', ids)
    .orderBy('resources.name_key')
    .orderBy('resources.id');
}

/** Those of these that are there, by name. */
export async function readPlain(
  db: Db,
  type: 'organization' | 'deployment_kind',
  ids: readonly ResourceId[],
) {
  if (ids.length === 0) return [];
  const found = await rows(db, ids).execute();
  return found.filter((row) => row.type === type);
}

/** The same, with the organization of each. */
export async function readProjects(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  const found = await rows(db, ids)
    .innerJoin('resources as organization', 'organization.id', 'resources.organization_id')
    .select('organization.name as organization_name')
    .execute();
  return found.filter((row) => row.type === 'project');
}

/** The same, with what stands above each and its settings. */
export async function readEnvs(db: Db, ids: readonly ResourceId[]) {
  if (ids.length === 0) return [];
  return rows(db, ids)
    .innerJoin('resources as organization', 'organization.id', 'resources.organization_id')
    .innerJoin('resources as project', 'project.id', 'resources.project_id')
    .innerJoin('env_settings', 'env_settings.env_id', 'resources.id')
    .select([
      'organization.name as organization_name',
      'project.name as project_name',
      'env_settings.node_selector',
      'env_settings.tolerations',
      'env_settings.auto_add_new_users',
    ])
    .execute();
}

export type PlainRow = Awaited<ReturnType<typeof readPlain>>[number];
export type ProjectRow = Awaited<ReturnType<typeof readProjects>>[number];
export type EnvRow = Awaited<ReturnType<typeof readEnvs>>[number];

/** A node to be. What stands above it, or is it, as `Standing` has it. */
export interface NewNode {
  readonly id: ResourceId;
  readonly type: ResourceType;
  readonly name: string;
  readonly parentId: ResourceId;
  readonly organizationId: ResourceId | null;
  readonly projectId: ResourceId | null;
  readonly envId: ResourceId | null;
  /** The deployment kind of a deployment. */
  readonly kindId?: DeploymentKindId;
  readonly createdAt: number;
}

/** What siblings must differ in: of deployments, those of one kind. */
function keyOf(kindId: DeploymentKindId | null | undefined, name: string): string {
  return kindId ? `${kindId}/${siblingKey(name)}` : siblingKey(name);
}

/** Adds a node; false where a sibling has that name already. Of two at once the index lets one in. */
export async function insertNode(tx: Tx, node: NewNode): Promise<boolean> {
  const added = await tx
    .insertInto('resources')
    .values({
      id: node.id,
      type: node.type,
      name: node.name,
      name_key: fold(node.name),
      sibling_key: keyOf(node.kindId, node.name),
      parent_id: node.parentId,
      organization_id: node.organizationId,
      project_id: node.projectId,
      env_id: node.envId,
      kind_id: node.kindId ?? null,
      created_at: node.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['parent_id', 'type', 'sibling_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** The node of that type below the parent whose name is the same to people. */
export function siblingNamed(
  db: Db,
  parentId: ResourceId,
  {
    type,
    name,
    kindId,
  }: { type: ResourceType; name: string; kindId?: DeploymentKindId | null | undefined },
) {
  return db
    .selectFrom('resources')
    .select(['id', 'name'])
    .where('parent_id', '=', parentId)
    .where('type', '=', type)
    .where('sibling_key', '=', keyOf(kindId, name))
    .executeTakeFirst();
}

export async function setNodeName(
  tx: Tx,
  { id, kind_id }: Pick<NodeRow, 'id' | 'kind_id'>,
  name: string,
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({ name, name_key: fold(name), sibling_key: keyOf(kind_id, name) })
    .where('id', '=', id)
    .execute();
}

/** Both as the text of a JSON value. */
export interface EnvSettings {
  readonly nodeSelector: string;
  readonly tolerations: string;
  readonly autoAddNewUsers: boolean;
}

const flagOf = (value: boolean): Flag => (value ? 1 : 0);

export async function insertEnvSettings(tx: Tx, id: ResourceId, of: EnvSettings): Promise<void> {
  await tx
    .insertInto('env_settings')
    .values({
      env_id: id,
      node_selector: of.nodeSelector,
      tolerations: of.tolerations,
      auto_add_new_users: flagOf(of.autoAddNewUsers),
    })
    .execute();
}

export async function setEnvSettings(tx: Tx, id: ResourceId, to: EnvSettings): Promise<void> {
  await tx
    .updateTable('env_settings')
    .set({
      node_selector: to.nodeSelector,
      tolerations: to.tolerations,
      auto_add_new_users: flagOf(to.autoAddNewUsers),
    })
    .where('env_id', '=', id)
    .execute();
}

/** Where a project belongs from now on, with all below it. */
export async function setOrganization(
  tx: Tx,
  projectId: ProjectId,
  organizationId: OrganizationId,
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({ parent_id: organizationId })
    .where('id', '=', projectId)
    .execute();
  await tx
    .updateTable('resources')
    .set({ organization_id: organizationId })
    .where('project_id', '=', projectId)
    .execute();
}
