import type { Deployment, DeploymentWebhook } from '@keywright/sdk';
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyableText } from '../../parts/copyable-text.tsx';
import { late } from '../../parts/late.tsx';
import { type Column, ListTable } from '../../parts/list-table.tsx';
import { Listed } from '../../parts/listed.tsx';
import { RelativeTime } from '../../parts/relative-time.tsx';
import { RowMenu } from '../../parts/row-menu.tsx';
import { deploymentWebhooksQuery } from '../../queries/deployment-webhooks.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import classes from './overview.module.css';
import { callLine, webhookTask } from './webhook-words.ts';

const NewWebhook = late(() => import('./new-webhook.tsx').then((file) => file.NewWebhook));
const DeleteWebhook = late(() => import('./delete-webhook.tsx').then((file) => file.DeleteWebhook));

/** Addresses that make a task of this deployment when they are called. */
export function WebhookList({ deployment }: { readonly deployment: Deployment }) {
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<DeploymentWebhook>();
  const webhooks = useQuery(deploymentWebhooksQuery(deployment.id, page));
  return (
    <div className={classes.wide}>
      <SettingsSection
        title="Webhooks"
        about="Addresses for programs that can send a request and no more, such as a registry. Called with the token of a service account, each makes a task here, if the account may do that itself."
        isWide
      >
        <Listed
          query={webhooks}
          counted={(n) => (n === 1 ? '1 webhook' : `${n} webhooks`)}
          onPage={setPage}
          empty={<Text size="sm">None yet.</Text>}
        >
          {(rows) => (
            <ListTable
              label="Webhooks"
              columns={columns(setDeleting)}
              rows={rows}
              rowKey={({ id }) => id}
            />
          )}
        </Listed>
        {deployment.abilities.includes('update') && (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              onClick={() => setCreating(true)}
            >
              New webhook
            </Button>
          </div>
        )}
      </SettingsSection>
      {creating && <NewWebhook deployment={deployment} onClose={() => setCreating(false)} />}
      {deleting && <DeleteWebhook webhook={deleting} onClose={() => setDeleting(undefined)} />}
    </div>
  );
}

const columns = (
  remove: (webhook: DeploymentWebhook) => void,
): readonly Column<DeploymentWebhook>[] => [
  {
    header: 'Webhook',
    isName: true,
    cell: (webhook) => (
      <Stack gap={0}>
        <Text size="sm" fw={600}>
          {webhook.name}
        </Text>
        <Text size="sm" c="dimmed">
          {webhookTask(webhook)}
        </Text>
      </Stack>
    ),
  },
  { header: 'Call it', cell: (webhook) => <CallLine webhook={webhook} /> },
  {
    header: 'Last called',
    cell: ({ last_delivery }) => (
      <Text size="sm" {...(!last_delivery && { c: 'dimmed' })}>
        {last_delivery ? <RelativeTime at={last_delivery.at} /> : 'Never'}
      </Text>
    ),
  },
  {
    header: 'Actions',
    isMenu: true,
    cell: (webhook) => (
      <RowMenu
        of={webhook.name}
        acts={[
          webhook.abilities.includes('delete') && {
            label: 'Delete…',
            icon: IconTrash,
            isDangerous: true,
            run: () => remove(webhook),
          },
        ]}
      />
    ),
  },
];

function CallLine({ webhook }: { readonly webhook: DeploymentWebhook }) {
  const [opened, setOpened] = useState(false);
  const line = callLine(webhook);
  if (opened) return <CopyableText label={`Command for ${webhook.name}`} hideLabel text={line} />;
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      aria-label={`Show the command that calls ${webhook.name}`}
      onClick={() => setOpened(true)}
    >
      Show the command
    </Anchor>
  );
}
