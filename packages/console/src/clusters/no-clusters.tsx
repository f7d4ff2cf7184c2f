import type { Env } from '@keywright/sdk';
import { List, Stack } from '@mantine/core';
import { IconServerBolt } from '@tabler/icons-react';
import { CopyableText } from '../parts/copyable-text.tsx';
import { EmptyState } from '../parts/empty-state.tsx';

/** How a runner gives an env its first cluster. */
export function NoClusters({ env }: { readonly env: Env }) {
  return (
    <EmptyState
      icon={IconServerBolt}
      title={`${env.name} has no cluster yet`}
      action={
        <Stack ta="left" w="100%">
          <List type="ordered" size="sm">
            <List.Item>
              Make a service account with the role Runner on {env.name}, and a token of it. One that
              is to register versions too is a bot, with Runner on the whole site.
            </List.Item>
            <List.Item>
              On the host where things are to run, say in a file what the runner works for, and
              start it. It registers the cluster and appears here by itself.
            </List.Item>
          </List>
          <CopyableText label="runner.yaml" text={runnerFile(env)} />
        </Stack>
      }
      command={{
        label: 'Start the runner',
        text: 'KEYWRIGHT_TOKEN=kwb_… npm run runner -- --config runner.yaml',
      }}
    >
      A cluster is the place where a runner works: a program beside your deployments that installs,
      upgrades and removes them. It asks Keywright for work, so nothing needs to reach it.
    </EmptyState>
  );
}

const runnerFile = ({ id }: Env): string => `server: ${location.origin}
cluster:
  env: ${id}
  name: my-host
work_dir: ./work
charts: ./charts
kinds:
  website:
    service:
      command: [node, server.js]`;
