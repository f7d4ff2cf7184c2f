import type * as lists from '../../packages/server/src/features/deployments/lifecycle/lists/queries.ts';
import type { DeploymentFilters } from '../../packages/server/src/features/deployments/lifecycle/lists/queries.ts';
import type * as deployments from '../../packages/server/src/features/deployments/lifecycle/queries.ts';
import type * as shared from '../../packages/server/src/features/deployments/queries.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type Allowed,
  type CasesOf,
  childrenOfNew,
  found,
  ordered,
  slice,
  twoLetters,
} from './query-case.ts';

const along = { ...ordered, ...found };

export function casesOfDeployments({ deployment }: KnownIds): CasesOf<typeof shared> {
  return {
    readDeployments: { 'of one': { given: [[deployment]], may: found } },
    lockDeployment: { 'by id': { given: [deployment] } },
  };
}

export function casesOfLifecycle(known: KnownIds): CasesOf<typeof deployments> {
  const { deployment, deploymentEnv, cluster, chart, user, session, project, at } = known;
  const env = { type: 'env', id: deploymentEnv } as const;
  const settings = {
    ...({ is_enabled: 1, status: 'Installing' } as const),
    ...{ cluster_id: cluster, helm_chart_id: chart },
    ...{ reason: null, description_md: null, config: '{}', values_override: 'null' },
    namespace: 'web-new',
  } satisfies deployments.DeploymentSettings;
  const acting = {
    ...{ user, bot: null, deployment: null, name: 'Nadia' },
    credential: { kind: 'session', id: session, name: 'Browser session' },
  } as const;
  return {
    isNamespaceTaken: {
      'in a cluster': { given: [{ clusterId: cluster, namespace: 'web-front', id: deployment }] },
    },
    // A project’s node has no such row yet.
    insertDeployment: {
      new: { given: [project as string as typeof deployment, settings], may: childrenOfNew },
    },
    setDeployment: { 'of one': { given: [deployment, { ...settings, deleting_at: at }] } },
    followDeployment: {
      'of one': { given: [deployment, { cluster_id: cluster, namespace: 'web' }, at] },
    },
    cancelPendingTasks: {
      'of one': { given: [deployment, { acting, now: at, reason: 'It was deleted.' }] },
    },
    failStartedTask: { 'of one': { given: [deployment, { now: at, reason: 'It was deleted.' }] } },
    revokeDeploymentTokens: { 'of one': { given: [deployment, at] } },
    countActiveTokens: { 'of one': { given: [deployment, at] } },
    lastTokenUse: { 'of one': { given: [deployment] } },
    countPendingTasks: { 'of one': { given: [deployment] } },
    countInstalledIn: {
      'an env': { given: [env], may: along },
      'a project': { given: [{ type: 'project', id: project }], may: along },
    },
    deploymentsBelow: { 'an env': { given: [env], may: along } },
    readLastTasks: { 'of one': { given: [[deployment]], may: along } },
  };
}

/** What the grants open, or what is so or so, is gathered from an index and then read through. */
const gathered = { ...along, scans: 'What was gathered from an index is read through.' };

export function casesOfDeploymentLists(known: KnownIds): CasesOf<typeof lists> {
  const { holder, deploymentEnv, deploymentKind, cluster, project, at } = known;
  const everything = { kind: 'everything' } as const;
  const granted = {
    kind: 'granted',
    principalId: holder,
    permission: 'deployment.list',
    now: at,
  } as const;
  const [env_id, kind_id] = [deploymentEnv, deploymentKind];
  const filters: Record<string, { filters: DeploymentFilters; may?: Allowed }> = {
    all: { filters: {} },
    'by name': { filters: { name: 'front' } },
    'by two letters': { filters: { name: 'fr' }, may: { ...along, scans: twoLetters } },
    'of an env': { filters: { env_id } },
    'of a kind in an env': { filters: { env_id, kind_id } },
    'of a project': { filters: { project_id: project } },
    'of a kind': { filters: { kind_id } },
    'of a cluster': { filters: { cluster_id: cluster } },
    'of a status': { filters: { status: 'Error' } },
    'disabled ones': {
      filters: { enabled: false },
      may: { ...along, scans: 'Most are enabled or not: all of a few thousand are asked.' },
    },
  };
  const cases = Object.entries(filters).flatMap(([says, { filters, may = along }]) => [
    { says, question: { filters, reach: everything }, may },
    {
      says: `${says}, seen by somebody`,
      question: { filters, reach: granted },
      may: { ...gathered, ...may },
    },
  ]);
  return {
    listDeployments: Object.fromEntries(
      cases.map(({ says, question, may }) => [says, { given: [question, slice, 10], may }]),
    ),
    countDeployments: Object.fromEntries(
      cases.map(({ says, question, may }) => [says, { given: [question], may }]),
    ),
  };
}
