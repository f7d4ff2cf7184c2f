import type {
  BuiltInResourceType,
  DeploymentKindId,
  ResourceId,
  ResourceType,
} from '@keywright/contract';
import { nameTaken } from '../../request/name-taken.ts';
import type { Problem } from '../../request/problem.ts';
import type { Tx } from '../../storage/storage.ts';
import { insertNode, type NewNode, siblingNamed } from './queries.ts';

const words = {
  organization: ['an organization', 'on this site'],
  project: ['a project', 'in this organization'],
  env: ['an env', 'in this project'],
  deployment_kind: ['a deployment kind', 'on this site'],
  deployment: ['a deployment of this kind', 'in this env'],
  channel: ['a channel', 'in this project'],
  client: ['a client', 'in this project'],
  group: ['a group', 'in this project'],
  dashboard: ['a dashboard', 'in this project'],
} as const satisfies Record<Exclude<BuiltInResourceType, 'site'>, readonly [string, string]>;

/** All have siblings to be told from, but the site. */
export type NamedType = Exclude<ResourceType, 'site'>;

/** Adds a node. `conflict` where its name is taken. */
export async function addNode(tx: Tx, node: NewNode & { type: NamedType }): Promise<void> {
  if (await insertNode(tx, node)) return;
  const taken = await siblingNamed(tx, node.parentId, node);
  throw takenBy(node.type, taken?.name ?? node.name);
}

/**
 * `conflict` where another node beside it has that name. Final only while the parent is locked for this change: then
 * nobody can add one meanwhile.
 */
export async function refuseTaken(
  tx: Tx,
  parentId: ResourceId,
  node: { id: ResourceId; type: NamedType; name: string; kindId?: DeploymentKindId | null },
): Promise<void> {
  const taken = await siblingNamed(tx, parentId, node);
  if (taken && taken.id !== node.id) throw takenBy(node.type, taken.name);
}

function takenBy(type: NamedType, name: string): Problem {
  const [one, where] = isWorded(type) ? words[type] : registered;
  return nameTaken(one, name, where);
}

const registered = ['an entity of this type', 'in this project'] as const;

const isWorded = (type: NamedType): type is keyof typeof words => Object.hasOwn(words, type);
