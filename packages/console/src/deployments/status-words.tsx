import type { Deployment, DeploymentStatus, ReportedStatus } from '@keywright/sdk';
import { Group, Tooltip } from '@mantine/core';
import { type Tone, ToneWord } from '../parts/state-word.tsx';

const tones: Record<DeploymentStatus, Tone> = {
  Unknown: 'quiet',
  Installing: 'special',
  Renaming: 'special',
  Upgrading: 'special',
  Running: 'good',
  Error: 'bad',
  Uninstalling: 'waning',
  Uninstalled: 'quiet',
  Deleting: 'waning',
};
export const deploymentStatuses = Object.keys(tones) as DeploymentStatus[];

function DeploymentStatusWord({ status }: { readonly status: DeploymentStatus }) {
  return <ToneWord tone={tones[status]}>{status}</ToneWord>;
}

/** Platz's names of colours. */
export const toneOf = (color: string | null | undefined): Tone => {
  switch (color) {
    case 'success':
      return 'good';
    case 'danger':
      return 'bad';
    case 'warning':
      return 'waning';
    case 'primary':
      return 'special';
    default:
      return 'quiet';
  }
};

/** What it says of itself, or that it did not answer. Nothing where it was never asked. */
function ReportedWord({ reported }: { readonly reported: ReportedStatus | null }) {
  if (!reported) return null;
  const { content, error } = reported;
  if (!content) {
    return (
      <Tooltip label={error ?? 'It gave no reason.'} multiline maw={360}>
        <span>
          <ToneWord tone="waning">Does not answer</ToneWord>
        </span>
      </Tooltip>
    );
  }
  return <ToneWord tone={toneOf(content.status.color)}>{content.status.name}</ToneWord>;
}

/** What Keywright knows of it, whether it is wanted, and what it says of itself. */
export function StatusWords({ deployment }: { readonly deployment: Deployment }) {
  const { status, enabled, reported_status } = deployment;
  return (
    <Group gap={6}>
      <DeploymentStatusWord status={status} />
      {!enabled && <ToneWord tone="quiet">Disabled</ToneWord>}
      {status === 'Running' && <ReportedWord reported={reported_status} />}
    </Group>
  );
}
