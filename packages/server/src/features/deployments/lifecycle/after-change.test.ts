import type { HelmChartId, K8sClusterId } from '@keywright/contract';
import { expect, test } from 'vitest';
import { afterChange, type Settings } from './after-change.ts';

const before: Settings = {
  name: 'front',
  namespace: 'web-front',
  cluster_id: 'one' as K8sClusterId,
  helm_chart_id: 'v1' as HelmChartId,
  config: { replicas: 1, theme: { dark: true } },
  values_override: null,
  is_enabled: true,
};
const off = { ...before, is_enabled: false };
const two = 'two' as K8sClusterId;
const v2 = 'v2' as HelmChartId;
const renamed = { name: 'shop', namespace: 'web-shop' };

const install = (to: Settings) => ({
  Install: {
    helm_chart_id: to.helm_chart_id,
    config_inputs: to.config,
    values_override: to.values_override,
  },
});
const recreate = (to: Settings) => ({
  Recreate: {
    old_cluster_id: before.cluster_id,
    old_namespace: before.namespace,
    new_cluster_id: to.cluster_id,
    new_namespace: to.namespace,
  },
});
const upgrade = (to: Settings, more: object) => ({
  Upgrade: {
    helm_chart_id: to.helm_chart_id,
    prev_helm_chart_id: null,
    config_inputs: to.config,
    config_delta: null,
    values_override: to.values_override,
    ...more,
  },
});

interface Case {
  readonly says: string;
  readonly from?: Settings;
  readonly to: Partial<Settings>;
  readonly was?: 'Running' | 'Uninstalled' | 'Error';
  readonly status?: string;
  readonly tasks?: (to: Settings) => [object, string][];
}

const cases: Case[] = [
  { says: 'nothing changed', to: {} },
  { says: 'the same config in another object', to: { config: structuredClone(before.config) } },
  {
    says: 'another chart',
    to: { helm_chart_id: v2 },
    status: 'Upgrading',
    tasks: (to) => [[upgrade(to, { prev_helm_chart_id: before.helm_chart_id }), 'one']],
  },
  {
    says: 'another config',
    to: { config: { replicas: 2, theme: { dark: true }, extra: 'x' } },
    status: 'Upgrading',
    tasks: (to) => [
      [upgrade(to, { config_delta: { replicas: [1, 2], extra: [null, 'x'] } }), 'one'],
    ],
  },
  {
    says: 'an input left out',
    to: { config: { replicas: 1 } },
    status: 'Upgrading',
    tasks: (to) => [[upgrade(to, { config_delta: { theme: [{ dark: true }, null] } }), 'one']],
  },
  {
    says: 'other values',
    to: { values_override: { image: 'x' } },
    status: 'Upgrading',
    tasks: (to) => [[upgrade(to, {}), 'one']],
  },
  {
    says: 'another name',
    to: renamed,
    status: 'Renaming',
    tasks: (to) => [[recreate(to), 'one']],
  },
  {
    says: 'another cluster',
    to: { cluster_id: two },
    status: 'Renaming',
    tasks: (to) => [
      [{ Uninstall: {} }, 'one'],
      [recreate(to), 'two'],
    ],
  },
  {
    says: 'another cluster, name and chart',
    to: { ...renamed, cluster_id: two, helm_chart_id: v2 },
    status: 'Renaming',
    tasks: (to) => [
      [{ Uninstall: {} }, 'one'],
      [recreate(to), 'two'],
      [upgrade(to, { prev_helm_chart_id: before.helm_chart_id }), 'two'],
    ],
  },
  {
    says: 'disabled, with another chart',
    to: { is_enabled: false, helm_chart_id: v2 },
    status: 'Uninstalling',
    tasks: () => [[{ Uninstall: {} }, 'one']],
  },
  { says: 'disabled all along, another chart', from: off, to: { helm_chart_id: v2 } },
  {
    says: 'disabled all along, another name and cluster',
    from: off,
    to: { ...renamed, cluster_id: two },
  },
  {
    says: 'enabled, with another chart',
    from: off,
    was: 'Uninstalled',
    to: { is_enabled: true, helm_chart_id: v2 },
    status: 'Installing',
    tasks: (to) => [[install(to), 'one']],
  },
  {
    says: 'enabled on another cluster',
    from: off,
    was: 'Uninstalled',
    to: { is_enabled: true, cluster_id: two },
    status: 'Installing',
    tasks: (to) => [[install(to), 'two']],
  },
  {
    says: 'enabled on another cluster while something may be left on the old one',
    from: off,
    was: 'Error',
    to: { is_enabled: true, cluster_id: two },
    status: 'Installing',
    tasks: (to) => [
      [{ Uninstall: {} }, 'one'],
      [install(to), 'two'],
    ],
  },
];

test.each(cases)('$says', ({ from = before, to, was = 'Running', status, tasks }) => {
  const after = { ...from, ...to };
  expect(afterChange(from, after, was)).toEqual({
    status,
    tasks: (tasks?.(after) ?? []).map(([operation, clusterId]) => {
      const { namespace } = 'Uninstall' in operation ? from : after;
      return { operation, clusterId, namespace };
    }),
  });
});
