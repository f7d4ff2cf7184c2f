import { isDeepStrictEqual } from 'node:util';
import type { BodyOf, DeploymentKindId, endpoints } from '@keywright/contract';
import type { Caller } from '../../../plane/principal.ts';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { readChart } from '../charts/queries.ts';
import type { ClusterRow } from '../clusters/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import type { DeploymentRow } from '../queries.ts';
import { shownInputs } from '../tasks/hidden-inputs.ts';
import type { Settings } from './after-change.ts';
import { freeNamespace } from './free-namespace.ts';
import { keptHidden, sensitiveInputs, withHidden } from './sensitive-config.ts';
import { settingsOf } from './settings.ts';
import { chartOfKind, refuseUnfit } from './what-is-deployed.ts';
import { refuseMovingTo } from './where-it-goes.ts';

interface Wanting {
  readonly row: DeploymentRow;
  readonly body: BodyOf<typeof endpoints.updateDeployment>;
  readonly caller: Caller;
  /** The one that it is to stand in, locked: there where its name or cluster is given. */
  readonly cluster: ClusterRow | undefined;
}

/** What a deployment is to be; what is left out or null stays. Throws where that cannot be, naming the field. */
export async function wantedSettings(
  tx: Tx,
  needs: DeploymentNeeds,
  wanting: Wanting,
): Promise<Settings> {
  const { row, body } = wanting;
  const from = settingsOf(row);
  const sensitive = (await sensitiveInputs(tx, [row])).get(row.helm_chart_id) ?? new Set();
  const asked = {
    name: body.name ?? from.name,
    cluster_id: body.cluster_id ?? from.cluster_id,
    helm_chart_id: body.helm_chart_id ?? from.helm_chart_id,
    config: withHidden(body.config ?? from.config, from.config, sensitive),
    values_override: body.values_override ?? from.values_override,
    is_enabled: body.enabled ?? from.is_enabled,
  };
  const isMoved = asked.cluster_id !== from.cluster_id;
  if (isMoved) {
    await refuseMovingTo(tx, needs, wanting, wanting.cluster);
    refuseLeaving(row, asked.is_enabled);
  }
  await refuseUnfitNow(tx, row, from, asked);
  if (asked.helm_chart_id !== from.helm_chart_id) {
    const kept = keptHidden(body.config ?? shownInputs(from.config, sensitive), sensitive);
    await refuseShowing(tx, asked, kept);
  }
  const isElsewhere = isMoved || asked.name !== from.name;
  const { id, kind_name: kindName } = row;
  const namespace = isElsewhere
    ? await freeNamespace(tx, asked.cluster_id, { id, name: asked.name, kindName })
    : from.namespace;
  return { ...asked, namespace };
}

/** Nothing would ever say that it is uninstalled where it stood. */
function refuseLeaving(
  { status, is_enabled, cluster_name }: DeploymentRow,
  enabled: boolean,
): void {
  const isUninstalled = is_enabled === 0 && status === 'Uninstalled';
  if (enabled || isUninstalled) return;
  throw new Problem('conflict', {
    message: `It has to be uninstalled from ${cluster_name} first: disable it, and move it once that is done. Or enable it with the move.`,
  });
}

/** Otherwise whoever may update reads what is hidden by deploying a version that does not call it sensitive. */
async function refuseShowing(
  tx: Tx,
  to: Pick<Settings, 'helm_chart_id'>,
  kept: readonly string[],
): Promise<void> {
  const still = (await sensitiveInputs(tx, [to])).get(to.helm_chart_id);
  const shown = kept.find((id) => !still?.has(id));
  if (shown === undefined) return;
  const message = 'It is hidden, and this version would show it. Give it anew, or leave it out.';
  throw invalidField(`config.${shown}`, message);
}

type Fitted = Pick<Settings, 'helm_chart_id' | 'config'>;

/** Only where one of the two is another now: what was accepted before stays so. */
async function refuseUnfitNow(tx: Tx, row: DeploymentRow, from: Fitted, to: Fitted): Promise<void> {
  const isOtherChart = to.helm_chart_id !== from.helm_chart_id;
  if (!isOtherChart && isDeepStrictEqual(to.config, from.config)) return;
  const chart = isOtherChart
    ? await chartOfKind(tx, to.helm_chart_id, row.kind_node_id as DeploymentKindId)
    : await readChart(tx, to.helm_chart_id);
  if (chart) refuseUnfit(chart, to.config);
}
