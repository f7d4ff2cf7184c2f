import { dropUses } from '../../../../plane/usage/queries.ts';
import type { DeploymentNeeds } from '../../handed-in.ts';
import { deleteDeploymentTokens, tokensEndedBefore } from './queries.ts';

/** Until then whoever still sends one is told that it has expired or was revoked, and not that it never was. */
const keptForMs = 7 * 86_400_000;
const atOnce = 1000;

/** Forgets a batch of deployments' tokens that ended long ago, and when they were used. */
export async function pruneTokens({
  storage,
  clock,
}: Pick<DeploymentNeeds, 'storage' | 'clock'>): Promise<void> {
  const ids = await storage.read((db) => tokensEndedBefore(db, clock() - keptForMs, atOnce));
  if (ids.length === 0) return;
  await storage.change(async (tx) => {
    await deleteDeploymentTokens(tx, ids);
    await dropUses(tx, ids);
  });
}
