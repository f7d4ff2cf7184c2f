// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Accordion.layer.css';
import type { HelmChart } from '@keywright/sdk';
import { Accordion, Stack, Textarea, TextInput } from '@mantine/core';
import { JsonArea } from '../parts/json-area.tsx';
import { type ConfigDraft, configDraft, configSent } from '../ui-inputs/config.ts';
import { ConfigFields } from '../ui-inputs/config-fields.tsx';
import { ChartChoice } from './chart-choice.tsx';

/** What of a deployment is entered, whether it is new or changed. */
export interface DeploymentDraft {
  readonly name: string;
  readonly description: string;
  readonly chart: HelmChart | undefined;
  readonly config: ConfigDraft;
  /** JSON. */
  readonly override: string;
}

interface Props {
  readonly kindId: string | undefined;
  readonly draft: DeploymentDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly nameHelp: string;
  readonly onChange: (draft: DeploymentDraft) => void;
}

/** Version, name, and what the version wants to know. */
export function DeploymentFields({ kindId, draft, errors, nameHelp, onChange }: Props) {
  const { name, description, chart, config, override } = draft;
  const set = (change: Partial<DeploymentDraft>) => onChange({ ...draft, ...change });
  return (
    <Stack gap="sm">
      {kindId && (
        <ChartChoice
          kindId={kindId}
          value={chart}
          error={errors['helm_chart_id']}
          onChange={(next) => next && set({ chart: next, config: carriedOver(draft, next) })}
        />
      )}
      <TextInput
        label="Name"
        description={nameHelp}
        maxLength={100}
        error={errors['name']}
        value={name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      {chart && (
        <ConfigFields
          schema={chart.values_ui}
          draft={config}
          errors={errors}
          onChange={(next) => set({ config: next })}
        />
      )}
      <Accordion variant="contained" defaultValue={more(draft)}>
        <Accordion.Item value="more">
          <Accordion.Control>Description and values override</Accordion.Control>
          <Accordion.Panel>
            <Stack gap="sm">
              <Textarea
                label="Description"
                autosize
                minRows={2}
                maxRows={8}
                maxLength={10_000}
                error={errors['description_md']}
                value={description}
                onChange={({ currentTarget }) => set({ description: currentTarget.value })}
              />
              <JsonArea
                label="Values override"
                description="JSON that is laid over the values of the version. Empty: none."
                error={errors['values_override']}
                value={override}
                onChange={({ currentTarget }) => set({ override: currentTarget.value })}
              />
            </Stack>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}

const more = ({ description, override }: DeploymentDraft): string | null =>
  description || override ? 'more' : null;

/** What was entered for one version, in the form of another. */
function carriedOver({ chart, config }: DeploymentDraft, next: HelmChart): ConfigDraft {
  const sent = chart === undefined ? undefined : sentOrNothing(chart, config);
  return configDraft(next.values_ui, sent);
}

/** Nothing of JSON that is not finished. */
function sentOrNothing({ values_ui }: HelmChart, config: ConfigDraft): unknown {
  try {
    return configSent(values_ui, config);
  } catch {
    return undefined;
  }
}
