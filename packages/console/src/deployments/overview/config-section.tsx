import type { Deployment, HelmChart } from '@keywright/sdk';
import type { UseQueryResult } from '@tanstack/react-query';
import { CopyableText } from '../../parts/copyable-text.tsx';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { isNothing } from '../../parts/json-text.ts';
import { ListSkeleton } from '../../parts/list-skeleton.tsx';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { InputFacts } from '../../ui-inputs/input-facts.tsx';

interface Props {
  readonly deployment: Deployment;
  readonly chart: UseQueryResult<HelmChart>;
}

/** What is set, under the names that its version gives it. */
export function ConfigSection({ deployment, chart }: Props) {
  const { config, values_override } = deployment;
  return (
    <SettingsSection title="Config" isWide>
      {chart.data ? (
        chart.data.values_ui || isNothing(config) ? (
          <InputFacts schema={chart.data.values_ui ?? { inputs: [] }} values={config} />
        ) : (
          <CopyableText label="As JSON" text={JSON.stringify(config, null, 2)} />
        )
      ) : chart.error ? (
        <ErrorPanel error={chart.error} onRetry={() => void chart.refetch()} />
      ) : (
        <ListSkeleton rows={2} />
      )}
      {!isNothing(values_override) && (
        <CopyableText label="Values override" text={JSON.stringify(values_override, null, 2)} />
      )}
    </SettingsSection>
  );
}
