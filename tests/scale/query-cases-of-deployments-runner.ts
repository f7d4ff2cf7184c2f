import type { DeploymentTaskId, DeploymentTokenId, LeaseId } from '@keywright/contract';
import type * as runner from '../../packages/server/src/features/deployments/runner/queries.ts';
import type * as tokens from '../../packages/server/src/features/deployments/runner/tokens/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, fresh, ordered } from './query-case.ts';

const lease = fresh as LeaseId;
/** What is under way has an index of its own, and is little however much there was: PostgreSQL may read all of it. */
const underWay = ordered;
/** Those that are there have ended, and their table does not let them begin again. */
const unknown = fresh as DeploymentTaskId;

export function casesOfRunner(known: KnownIds): CasesOf<typeof runner> {
  const { at, cluster, task } = known;
  const end = { status: 'Done', reason: null, response: null, leaseId: lease, now: at } as const;
  return {
    nextDueAt: { 'of a cluster': { given: [cluster], may: underWay } },
    claimNextTask: {
      'of a cluster': {
        given: [{ clusterId: cluster, leaseId: lease, now: at, leaseEndsAt: at }],
        may: underWay,
      },
    },
    readTask: { 'by id': { given: [task] } },
    lockTask: { 'by id': { given: [task] } },
    extendLease: { 'by id': { given: [unknown, at] } },
    addOutput: { 'by id': { given: [task, { at: 1_000_000, text: 'a', bytes: 1, isCut: false }] } },
    setEnded: { 'by id': { given: [task, end] } },
    setPendingAgain: { 'by id': { given: [unknown] } },
    lapsedTasks: { 'some of them': { given: [at, 100] } },
  };
}

export function casesOfDeploymentTokens(known: KnownIds): CasesOf<typeof tokens> {
  const { at, deployment, deploymentToken } = known;
  return {
    holdsTaskOf: { 'by lease': { given: [deployment, lease, at] } },
    insertDeploymentToken: {
      new: {
        given: [
          {
            id: fresh as DeploymentTokenId,
            deploymentId: deployment,
            digest: new Uint8Array(32) as never,
            now: at,
            expiresAt: at,
          },
        ],
      },
    },
    tokensEndedBefore: { 'some of them': { given: [at, 1000] } },
    deleteDeploymentTokens: { 'by id': { given: [[deploymentToken]] } },
  };
}
