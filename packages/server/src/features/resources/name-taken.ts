import type { DeploymentKindId, ResourceId, ResourceType } from '@keywright/contract';
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
} as const satisfies Partial<Record<ResourceType, readonly [string, string]>>;

export type NamedType = keyof typeof words;

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
  const [one, where] = words[type];
  return nameTaken(one, name, where);
}
