import { randomUUIDv7 } from 'node:crypto';
import { type DeploymentTokenId, endpoints, type LeaseId } from '@keywright/contract';
import { isDeploymentActive } from '../../../../plane/deployment-state.ts';
import { makeToken } from '../../../../plane/make-token.ts';
import { placeOf } from '../../../../plane/tree/node.ts';
import { changeOperation, ownRecord } from '../../../../request/operation.ts';
import { Problem } from '../../../../request/problem.ts';
import { wireTime } from '../../../../request/time.ts';
import type { Tx } from '../../../../storage/storage.ts';
import { readCluster } from '../../clusters/queries.ts';
import type { DeploymentNeeds } from '../../handed-in.ts';
import { type DeploymentRow, lockDeployment, readDeployments } from '../../queries.ts';
import { holdsTaskOf, insertDeploymentToken } from './queries.ts';

const lifetimeMs = 3_600_000;

export const issueTokenOperation = ({ siteUrl }: DeploymentNeeds) =>
  changeOperation(endpoints.issueDeploymentToken, {
    async target(tx, { params, caller }) {
      // Before it is read: whoever disables or deletes it revokes its tokens, and must not miss this one.
      await lockDeployment(tx, params.id);
      const [row] = await readDeployments(tx, [params.id]);
      const cluster = row && (await readCluster(tx, row.cluster_id));
      if (cluster?.runner_id !== caller.principal.id) return undefined;
      return row && { row, resource: placeOf(row), visible: true };
    },
    async run(tx, { body, now }, row) {
      refuseInactive(row);
      if (body?.lease_id) await refuseLost(tx, row, body.lease_id, now);
      const id = randomUUIDv7() as DeploymentTokenId;
      const { token, digest } = makeToken('deployment', id);
      const expiresAt = now + lifetimeMs;
      await insertDeploymentToken(tx, { id, deploymentId: row.id, digest, now, expiresAt });
      return {
        output: {
          id,
          access_token: token.reveal(),
          server_url: siteUrl,
          expires_at: wireTime(expiresAt),
        },
        // One an hour for each deployment: the row is the record (decision 11).
        audit: ownRecord,
      };
    },
  });

function refuseInactive(row: DeploymentRow): void {
  if (isDeploymentActive(row)) return;
  throw new Problem('conflict', {
    message: 'This deployment is disabled or about to be deleted, and acts no more.',
  });
}

async function refuseLost(
  tx: Tx,
  row: DeploymentRow,
  leaseId: LeaseId,
  now: number,
): Promise<void> {
  if (await holdsTaskOf(tx, row.id, leaseId, now)) return;
  throw new Problem('lease_lost');
}
