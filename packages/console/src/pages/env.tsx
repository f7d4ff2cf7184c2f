import type { Env } from '@keywright/sdk';
import { Code, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { EnvDeployments } from '../deployments/env-deployments.tsx';
import { mayWords } from '../envs/ability-words.ts';
import { CopyableId } from '../parts/copyable-id.tsx';
import { CopyableText } from '../parts/copyable-text.tsx';
import { Facts } from '../parts/facts.tsx';
import { isNothing } from '../parts/json-text.ts';
import { PageHeader } from '../parts/page-header.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { envQuery } from '../queries/envs.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsLink } from '../tree/settings-link.tsx';
import { useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/envs/$id');

/** One env: what it is, and what the reader may do to it. */
export function EnvPage() {
  const { id } = route.useParams();
  const env = useQuery(envQuery(id));
  return (
    <OneResource query={env} what="Env" trail={[{ label: 'Envs', to: '/envs' }]}>
      {(row) => <Overview key={id} env={row} />}
    </OneResource>
  );
}

function Overview({ env }: { readonly env: Env }) {
  const { id, name, organization, project, created_at } = env;
  const trail = useTrail(env);
  return (
    <>
      <PageHeader title={name} trail={trail} action={<SettingsLink type="env" row={env} />} />
      <Stack gap="lg">
        {env.abilities.includes('list_deployments') && <EnvDeployments env={env} />}
        <Paper withBorder p="lg" radius="md" bg="var(--page-surface)" maw="46rem">
          <Facts
            facts={[
              ['You may', mayWords(env)],
              ['Env id', <CopyableId key="id" id={id} label="env id" />],
              ['Project', <Named key="project" what="project" {...project} />],
              ['Organization', <Named key="organization" what="organization" {...organization} />],
              [
                'New people',
                env.auto_add_new_users ? 'Become User of it by themselves' : 'Are let in by hand',
              ],
              ['Created', <RelativeTime key="created" at={created_at} />],
            ]}
          />
        </Paper>
        <Paper withBorder p="lg" radius="md" bg="var(--page-surface)" maw="46rem">
          <Stack>
            <div>
              <Title order={2} size="h4">
                Where its deployments are placed
              </Title>
              <Text size="sm" c="dimmed">
                Kubernetes’ own settings, which whoever deploys here reads.
              </Text>
            </div>
            <Json label="Node selector" value={env.node_selector} />
            <Json label="Tolerations" value={env.tolerations} />
          </Stack>
        </Paper>
      </Stack>
    </>
  );
}

interface NamedProps {
  readonly what: string;
  readonly id: string;
  readonly name: string;
}

function Named({ what, id, name }: NamedProps) {
  return (
    <Stack gap={1} align="flex-start">
      <Text size="sm">{name}</Text>
      <CopyableId id={id} label={`${what} id`} />
    </Stack>
  );
}

function Json({ label, value }: { readonly label: string; readonly value: unknown }) {
  if (isNothing(value)) {
    return (
      <Text size="sm">
        <b>{label}</b>: <Code>none</Code>
      </Text>
    );
  }
  return <CopyableText label={label} text={JSON.stringify(value, null, 2)} />;
}
