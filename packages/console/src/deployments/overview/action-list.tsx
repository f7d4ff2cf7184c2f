import type { Deployment, DeploymentAction } from '@keywright/sdk';
import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { late } from '../../parts/late.tsx';
import { deploymentActionsQuery } from '../../queries/deployments.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import classes from './overview.module.css';

const InvokeAction = late(() => import('./invoke-action.tsx').then((file) => file.InvokeAction));

/** What can be invoked on it, each with what it does, or why it cannot be now. Nothing where its version has none. */
export function ActionList({ deployment }: { readonly deployment: Deployment }) {
  const actions = useQuery(deploymentActionsQuery(deployment.id));
  const [invoking, setInvoking] = useState<DeploymentAction>();
  if (actions.data?.items.length === 0) return null;
  return (
    <div className={classes.wide}>
      <SettingsSection title="Actions" isWide>
        {actions.error && (
          <ErrorPanel error={actions.error} onRetry={() => void actions.refetch()} />
        )}
        <Stack gap="md">
          {actions.data?.items.map((action) => (
            <Action key={action.id} action={action} onInvoke={() => setInvoking(action)} />
          ))}
        </Stack>
      </SettingsSection>
      {invoking && (
        <InvokeAction
          deployment={deployment}
          action={invoking}
          onClose={() => setInvoking(undefined)}
        />
      )}
    </div>
  );
}

interface ActionProps {
  readonly action: DeploymentAction;
  readonly onInvoke: () => void;
}

function Action({ action, onInvoke }: ActionProps) {
  const { title, description, is_allowed, refusal, dangerous } = action;
  const aboutId = useId();
  return (
    <Group justify="space-between" gap="sm" align="flex-start">
      <Box flex="1 1 18rem">
        <Text size="sm" fw={600}>
          {title}
        </Text>
        <div id={aboutId}>
          <Text size="sm">{description}</Text>
          {refusal && (
            <Text size="sm" c="dimmed">
              {refusal}
            </Text>
          )}
        </div>
      </Box>
      <Button
        variant="default"
        {...(dangerous && is_allowed && { c: 'var(--mantine-color-error)' })}
        disabled={!is_allowed}
        aria-describedby={aboutId}
        onClick={onInvoke}
      >
        {title}…
      </Button>
    </Group>
  );
}
