import type { Deployment, HelmChart, SentTo } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { DialogForm } from '../parts/dialog-form.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { jsonText, jsonValue } from '../parts/json-text.ts';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { notify } from '../parts/notify.ts';
import { helmChartQuery } from '../queries/helm-charts.ts';
import { configDraft, configSent } from '../ui-inputs/config.ts';
import { sameJson } from '../ui-inputs/input-values.ts';
import { type DeploymentDraft, DeploymentFields } from './deployment-form.tsx';
import { draftErrors, draftProblems } from './draft-errors.ts';
import { updateDeployment } from './update-deployment.ts';

interface Props {
  readonly deployment: Deployment;
  readonly onClose: () => void;
}

/** Changes a deployment. What follows from it, an upgrade or a new installation, is said before it is saved. */
export function EditDeployment({ deployment, onClose }: Props) {
  const chart = useQuery(helmChartQuery(deployment.helm_chart_id));
  return (
    <Dialog onClose={onClose} title={`Edit “${deployment.name}”`} size="lg">
      {chart.data ? (
        <EditForm deployment={deployment} chart={chart.data} onClose={onClose} />
      ) : chart.error ? (
        <ErrorPanel error={chart.error} onRetry={() => void chart.refetch()} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Dialog>
  );
}

function draftOf(deployment: Deployment, chart: HelmChart): DeploymentDraft {
  const { name, description_md, config, values_override } = deployment;
  return {
    name,
    description: description_md ?? '',
    chart,
    config: configDraft(chart.values_ui, config),
    override: jsonText(values_override),
  };
}

function EditForm({ deployment, chart, onClose }: Props & { readonly chart: HelmChart }) {
  const [draft, setDraft] = useState(() => draftOf(deployment, chart));
  const [problems, setProblems] = useState<Record<string, string>>({});
  const saving = useMutation({
    mutationFn: (body: NonNullable<SentTo<'updateDeployment'>['body']>) =>
      updateDeployment(deployment, body),
    onSuccess: () => {
      notify({ message: 'The deployment is saved.', color: 'green' });
      onClose();
    },
    onError: (error) => setProblems(draftErrors(draft, error)),
  });
  const submit = () => {
    const found = {
      ...(!draft.name.trim() && { name: 'Give it a name.' }),
      ...draftProblems(draft),
    };
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const body = changed(deployment, draft, draftOf(deployment, chart));
    if (Object.keys(body).length === 0) return onClose();
    saving.mutate(body);
  };
  return (
    <DialogForm confirm="Save" isPending={saving.isPending} onSubmit={submit} onClose={onClose}>
      <Text size="sm" c="dimmed">
        Another version or config makes the runner upgrade it.
      </Text>
      <DeploymentFields
        kindId={deployment.kind_id}
        draft={draft}
        errors={problems}
        nameHelp="Under a new name it is installed anew: what it serves stops for a while."
        onChange={setDraft}
      />
      {saving.error && Object.keys(problems).length === 0 && <ErrorPanel error={saving.error} />}
    </DialogForm>
  );
}

/** Only what was changed here: others may be changing the rest. */
function changed(
  deployment: Deployment,
  { name, description, chart, config, override }: DeploymentDraft,
  before: DeploymentDraft,
): NonNullable<SentTo<'updateDeployment'>['body']> {
  const schema = chart?.values_ui ?? null;
  const newConfig = configSent(schema, config);
  const newOverride = jsonValue(override, {});
  const isOtherChart = chart !== undefined && chart.id !== deployment.helm_chart_id;
  const isOtherConfig = isOtherChart || !sameJson(newConfig, configSent(schema, before.config));
  return {
    ...(name.trim() !== deployment.name && { name: name.trim() }),
    ...(description !== before.description && { description_md: description }),
    ...(isOtherChart && { helm_chart_id: chart.id }),
    ...(isOtherConfig && { config: newConfig }),
    ...(!sameJson(newOverride, jsonValue(before.override, {})) && {
      values_override: newOverride,
    }),
  };
}
