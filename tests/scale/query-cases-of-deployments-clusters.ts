import type { DeploymentId, HelmChartId, K8sClusterId, K8sResourceId } from '@keywright/contract';
import type * as charts from '../../packages/server/src/features/deployments/charts/queries.ts';
import type * as parts from '../../packages/server/src/features/deployments/clusters/parts/queries.ts';
import type * as clusters from '../../packages/server/src/features/deployments/clusters/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type Allowed, type CasesOf, found, fresh, ordered, slice } from './query-case.ts';

/** Goes through names in their order, or counts them all. */
const along: Allowed = { ...ordered, ...found };
/** What a grant opens is found first, and its names are then read. */
const few: Allowed = {
  ...along,
  scans: 'PostgreSQL reads the clusters at once where they are as few as here.',
};

export function casesOfClusters(known: KnownIds): CasesOf<typeof clusters> {
  const { cluster, deploymentEnv: env, holder, account, at } = known;
  const all = { reach: { kind: 'everything' } } as const;
  const mine = {
    reach: { kind: 'granted', principalId: holder, permission: 'k8s_cluster.list', now: at },
  } as const;
  const questions: Record<string, { question: clusters.ClusterQuestion; may: Allowed }> = {
    all: { question: all, may: along },
    'of an env': { question: { ...all, env_id: env }, may: found },
    'by name': { question: { ...all, name: 'luster 7' }, may: few },
    'in reach': { question: mine, may: few },
    'in reach, of an env': { question: { ...mine, env_id: env }, may: found },
    'in reach, by name': { question: { ...mine, name: 'luster 7' }, may: few },
  };
  const runner = { kind: 'service_account', id: account, name: 'runner' } as const;
  const settings = {
    ...{ env_id: env, ingress_domain: 'a.example', ingress_class: null },
    is_ignored: 1,
    ...{ ingress_tls_secret_name: null, grafana_url: null, grafana_datasource_name: null },
  } as const;
  return {
    readCluster: { 'by id': { given: [cluster] } },
    lockCluster: { 'by id': { given: [cluster] } },
    lockClusterOf: { 'of an env': { given: [env, 'cluster 1'] } },
    hasCluster: { 'of an env': { given: [env, 'cluster 1'] } },
    listClusters: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question, slice], may },
      ]),
    ),
    countClusters: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question], may: { ...few, ...may } },
      ]),
    ),
    insertCluster: {
      new: {
        given: [
          {
            id: fresh as K8sClusterId,
            ...{ envId: env, providerId: 'new', name: 'new', regionName: '' },
            ...{ ingressDomain: null, runner, now: at },
          },
        ],
      },
    },
    setSeen: { 'by id': { given: [cluster, { last_seen_at: at, is_ok: 1, not_ok_reason: null }] } },
    setRegistered: { 'by id': { given: [cluster, { name: 'b', region_name: '', runner }] } },
    setCluster: { 'by id': { given: [cluster, settings] } },
    deleteCluster: { 'by id': { given: [fresh as K8sClusterId] } },
    countDeploymentsOn: { 'of one': { given: [cluster] } },
    countUnfinishedTasksOf: { 'of one': { given: [cluster] } },
    wantedOn: { 'of one': { given: [cluster], may: found } },
  };
}

export function casesOfParts(known: KnownIds): CasesOf<typeof parts> {
  const { cluster, deployment, part, holder, at } = known;
  const all = { reach: { kind: 'everything' } } as const;
  const mine = {
    reach: { kind: 'granted', principalId: holder, permission: 'deployment.list', now: at },
  } as const;
  const questions: Record<string, { question: parts.PartQuestion; may: Allowed }> = {
    all: { question: all, may: along },
    'of a cluster': { question: { ...all, cluster_id: cluster }, may: found },
    'of a deployment': { question: { ...all, deployment_id: deployment }, may: found },
    'by name, on a cluster': { question: { ...all, cluster_id: cluster, name: '7' }, may: found },
    'by kind': { question: { ...all, kind: 'process' }, may: few },
    'by name': { question: { ...all, name: 'service 77' }, may: few },
    'in reach': { question: mine, may: few },
    'in reach, of a cluster': { question: { ...mine, cluster_id: cluster }, may: found },
    'in reach, of a deployment': { question: { ...mine, deployment_id: deployment }, may: found },
  };
  const put = {
    ...{ id: fresh as K8sResourceId, kind: 'Pod', api_version: 'v1', name: 'new' },
    ...{ status_color: '[]', metadata: 'null' },
  };
  const two = [deployment, fresh as DeploymentId];
  return {
    readPart: { 'by id': { given: [part] } },
    listParts: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question, slice], may },
      ]),
    ),
    countParts: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question], may: { ...few, ...may } },
      ]),
    ),
    reportedOn: { 'of two': { given: [cluster, two] } },
    partsOf: { 'of two': { given: [two] } },
    lockThere: { 'of two': { given: [cluster, two], may: found } },
    putParts: {
      new: {
        given: [{ deploymentId: deployment, clusterId: cluster, parts: [put], now: at }],
      },
    },
    deleteParts: { 'by id': { given: [[fresh as K8sResourceId]] } },
    deletePartsOfCluster: { 'of one': { given: [fresh as K8sClusterId] } },
    setReportedStatus: { 'by id': { given: [deployment, '{}'] } },
  };
}

export function casesOfCharts(known: KnownIds): CasesOf<typeof charts> {
  const { chart, deploymentKind: kind, at } = known;
  const fewCharts: Allowed = { ...along, scans: 'There are a few versions of each kind.' };
  const filters: Record<string, charts.ChartFilters> = {
    all: {},
    'of a kind': { kind_id: kind },
    'of a branch': { parsed_branch: 'main' },
    'of a kind and branch': { kind_id: kind, parsed_branch: 'main' },
    available: { available: true },
    'of a kind, not available': { kind_id: kind, available: false },
  };
  const one = {
    ...{ id: fresh as HelmChartId, kind_id: kind, image_digest: 'sha256:new', image_tag: '1' },
    is_available: 1,
    ...{ values_ui: 'null', actions_schema: 'null', features: 'null' },
    ...{ resource_types: 'null', error: null, parsed_version: null, parsed_revision: null },
    ...{ parsed_branch: null, parsed_commit: null, created_at: at },
  } as const;
  return {
    readChart: { 'by id': { given: [chart] } },
    readChartOf: { 'of a kind': { given: [kind, 'sha256:1'], may: fewCharts } },
    listCharts: Object.fromEntries(
      Object.entries(filters).map(([says, asked]) => [
        says,
        { given: [asked, slice], may: fewCharts },
      ]),
    ),
    countCharts: Object.fromEntries(
      Object.entries(filters).map(([says, asked]) => [says, { given: [asked], may: fewCharts }]),
    ),
    insertChart: { new: { given: [one] } },
  };
}
