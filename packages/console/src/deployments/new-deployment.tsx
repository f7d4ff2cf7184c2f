import type { DeploymentKind, Env, K8sCluster, SentTo } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { KindSelect } from '../grants/kind-select.tsx';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogForm } from '../parts/dialog-form.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { jsonValue } from '../parts/json-text.ts';
import { configDraft, configSent } from '../ui-inputs/config.ts';
import { ClusterChoice } from './cluster-choice.tsx';
import { type DeploymentDraft, DeploymentFields } from './deployment-form.tsx';
import { addressOf } from './deployment-link.tsx';
import { draftErrors, draftProblems } from './draft-errors.ts';

interface Props {
  readonly env: Env;
  /** Of this kind; to be chosen without it. */
  readonly kind?: DeploymentKind | undefined;
  readonly onClose: () => void;
}

const empty: DeploymentDraft = {
  name: '',
  description: '',
  chart: undefined,
  config: configDraft(null, null),
  override: '',
};

/** Makes a deployment, and leads to it while it is installed. */
export function NewDeployment({ env, kind, onClose }: Props) {
  const navigate = useNavigate();
  const [kindId, setKindId] = useState<string | undefined>(kind?.id);
  const [cluster, setCluster] = useState<K8sCluster>();
  const [draft, setDraft] = useState(empty);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const creating = useMutation({
    mutationFn: (body: SentTo<'createDeployment'>['body']) => api.createDeployment({ body }),
    onSuccess: async (made) => {
      void askAgain('deployment');
      await navigate(addressOf(made));
      onClose();
    },
    onError: (error) => setProblems(draftErrors(draft, error)),
  });
  const submit = () => {
    const found = {
      ...(!kindId && { kind_id: 'Choose a kind.' }),
      ...(!cluster && { cluster_id: 'Choose a cluster.' }),
      ...draftProblems(draft),
    };
    setProblems(found);
    if (Object.keys(found).length > 0 || !kindId || !cluster || !draft.chart) return;
    const { name, description, chart, config, override } = draft;
    creating.mutate({
      name: name.trim(),
      kind_id: kindId,
      cluster_id: cluster.id,
      helm_chart_id: chart.id,
      config: configSent(chart.values_ui, config),
      ...(override.trim() && { values_override: jsonValue(override, {}) }),
      ...(description.trim() && { description_md: description }),
    });
  };
  return (
    <Dialog onClose={onClose} title={`New deployment in ${env.name}`} size="lg">
      <DialogForm
        confirm="Create deployment"
        isPending={creating.isPending}
        onSubmit={submit}
        onClose={onClose}
      >
        <Text size="sm" c="dimmed">
          It is installed at once by the runner of the cluster that you choose.
        </Text>
        <KindSelect
          required
          value={kindId}
          error={problems['kind_id']}
          onChange={(id) => {
            setKindId(id);
            setDraft({ ...draft, chart: undefined, config: empty.config });
          }}
        />
        <ClusterChoice
          envId={env.id}
          value={cluster}
          error={problems['cluster_id']}
          onChange={setCluster}
        />
        <DeploymentFields
          kindId={kindId}
          draft={draft}
          errors={problems}
          nameHelp="The name of its kind, if it is left empty."
          onChange={setDraft}
        />
        {creating.error && Object.keys(problems).length === 0 && (
          <ErrorPanel error={creating.error} />
        )}
      </DialogForm>
    </Dialog>
  );
}
