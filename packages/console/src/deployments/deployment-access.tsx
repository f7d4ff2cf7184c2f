import type { Deployment } from '@keywright/sdk';
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { GrantsOf } from '../access/grants-of.tsx';
import { ResourceAccess } from '../access/resource-access.tsx';
import { late } from '../parts/late.tsx';

const AddGrantDialog = late(() =>
  import('../grants/add-grant-dialog.tsx').then((file) => file.AddGrantDialog),
);

/** A deployment from both sides: as what is granted on, and as who holds grants. */
export function DeploymentAccess({ deployment }: { readonly deployment: Deployment }) {
  const { id, name, abilities } = deployment;
  const [adding, setAdding] = useState(false);
  const [onId, toId] = [useId(), useId()];
  const resource = { type: 'deployment', id: id as never, name } as const;
  return (
    <Stack gap="xl">
      <Stack component="section" gap="sm" aria-labelledby={onId}>
        <Group justify="space-between" align="flex-start">
          <Title order={2} size="h4" id={onId}>
            Who may do what to it
          </Title>
          {abilities.includes('create_grant') && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              Grant access
            </Button>
          )}
        </Group>
        {abilities.includes('list_grants') ? (
          <ResourceAccess resource={resource} />
        ) : (
          <Text size="sm">
            Who was let in is for those who may list grants here, such as Admins of the env.
          </Text>
        )}
      </Stack>
      <Stack component="section" gap="sm" aria-labelledby={toId}>
        <Box>
          <Title order={2} size="h4" id={toId}>
            What it may do itself
          </Title>
          <Text size="sm" c="dimmed" maw="44rem">
            {name} is a principal: with the token that its runner hands it, it may do what was
            granted to it, and nothing more. Grant it something in the settings of an env, or on
            another deployment’s page, by its name.
          </Text>
        </Box>
        <GrantsOf principal={{ kind: 'deployment', id: id as never, name }} />
      </Stack>
      {adding && (
        <AddGrantDialog
          resource={resource}
          title={`Grant access to ${name}`}
          confirm="Grant"
          about={`They get this right on ${name} alone, from their next request on.`}
          withOwn
          onClose={() => setAdding(false)}
        />
      )}
    </Stack>
  );
}
