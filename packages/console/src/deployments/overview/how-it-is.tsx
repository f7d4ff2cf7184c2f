import type { Deployment, ReportedStatus } from '@keywright/sdk';
import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { ToneWord } from '../../parts/state-word.tsx';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { addressOf } from '../deployment-link.tsx';
import { toneOf } from '../status-words.tsx';
import classes from './overview.module.css';

/** Why it failed, and what it says of itself; nothing where there is nothing to say. */
export function HowItIs({ deployment }: { readonly deployment: Deployment }) {
  const { status, reason, reported_status, description_md } = deployment;
  if (status !== 'Error' && !reported_status && !description_md) return null;
  return (
    <Stack gap="md" className={classes.wide ?? ''}>
      {description_md && (
        <Text size="sm" maw="46rem" style={{ whiteSpace: 'pre-line' }}>
          {description_md}
        </Text>
      )}
      {status === 'Error' && (
        <Alert color="red" icon={<IconAlertCircle />} title="Its last task failed">
          <Text size="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {reason ?? 'The runner gave no reason.'}
          </Text>
          <Text size="sm" mt={6}>
            What the runner’s command printed stands in{' '}
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link
                  to="/envs/$id/deployments/$kind/$deploymentId/history"
                  params={addressOf(deployment).params}
                  {...props}
                />
              )}
            >
              History
            </Anchor>
            .
          </Text>
        </Alert>
      )}
      {reported_status && <Reported status={reported_status} />}
    </Stack>
  );
}

function Reported({ status }: { readonly status: ReportedStatus }) {
  const { content, error, timestamp } = status;
  return (
    <SettingsSection title="What it says of itself" isWide>
      {content && (
        <Stack gap="sm" align="flex-start">
          <ToneWord tone={toneOf(content.status.color)}>{content.status.name}</ToneWord>
          <Metrics content={content} />
        </Stack>
      )}
      {(content?.notices ?? []).map(({ level, text }) => (
        <Notice key={`${level} ${text}`} level={level} text={text} />
      ))}
      {!content && <Text size="sm">It does not answer its runner{error ? `: ${error}` : '.'}</Text>}
      <Text size="sm" c="dimmed">
        Asked by its runner <RelativeTime at={timestamp} />.
      </Text>
    </SettingsSection>
  );
}

type Content = NonNullable<ReportedStatus['content']>;

function Metrics({ content: { primary_metric, metrics } }: { readonly content: Content }) {
  const all = [primary_metric, ...(metrics ?? [])].filter((metric) => metric != null);
  if (all.length === 0) return null;
  return (
    <dl className={classes.metrics}>
      {all.map(({ value, unit, short_description }) => (
        <div key={short_description}>
          <dt>{short_description}</dt>
          <dd>
            {value} {unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Level = NonNullable<Content['notices']>[number]['level'];

function Notice({ level, text }: { readonly level: Level; readonly text: string }) {
  switch (level) {
    case 'Info':
      return (
        <Text size="sm">
          <IconInfoCircle size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {text}
        </Text>
      );
    case 'Warning':
      return (
        <Alert color="yellow" icon={<IconAlertTriangle />}>
          {text}
        </Alert>
      );
    case 'Danger':
      return (
        <Alert color="red" icon={<IconAlertCircle />}>
          {text}
        </Alert>
      );
    default:
      return level satisfies never;
  }
}
