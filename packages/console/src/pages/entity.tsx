import type { Entity } from '@keywright/sdk';
import { Button, Group, Text } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useEntityTrail } from '../entities/use-entity-trail.ts';
import { useTypeWord } from '../entities/use-entity-types.ts';
import { CopyableId } from '../parts/copyable-id.tsx';
import { late } from '../parts/late.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { type PageTab, PageTabs } from '../parts/page-tabs.tsx';
import { entityQuery } from '../queries/entities.ts';
import { OneResource } from '../tree/one-resource.tsx';

const ShareDialog = late(() =>
  import('../entities/share-dialog.tsx').then((file) => file.ShareDialog),
);
const route = getRouteApi('/signed-in/entities/$id');
const trail = [{ label: 'Shared', to: '/profile/shared' }] as const;

/** The frame of an entity's page: its name, what it is, and its parts. */
export function EntityPage() {
  const { id } = route.useParams();
  const entity = useQuery(entityQuery(id));
  return (
    <OneResource query={entity} what="Entity" trail={trail}>
      {(row) => <Frame key={id} entity={row} />}
    </OneResource>
  );
}

function Frame({ entity }: { readonly entity: Entity }) {
  const [sharing, setSharing] = useState(false);
  const { id, name, type, project, abilities } = entity;
  const path = useRouterState({ select: (state) => state.location.pathname });
  const tabs = tabsOf(entity);
  const open = tabs.findLast(({ to }) => path.startsWith(to.replace('$id', id)));
  const word = useTypeWord()(type);
  return (
    <>
      <PageHeader
        title={name}
        part={open?.label === 'Overview' ? undefined : open?.label}
        trail={useEntityTrail(entity)}
        action={
          abilities.includes('share') && (
            <Button leftSection={<IconShare size={16} />} onClick={() => setSharing(true)}>
              Share…
            </Button>
          )
        }
      />
      <Group gap="sm" mt={-8} mb="md" style={{ rowGap: 2 }}>
        <Text size="sm" c="dimmed">
          {word} in {project.name}
        </Text>
        <CopyableId id={id} label={`${word.toLowerCase()} id`} />
      </Group>
      <PageTabs label={`Parts of ${name}`} tabs={tabs} params={{ id }} />
      <Outlet />
      {sharing && <ShareDialog entity={entity} onClose={() => setSharing(false)} />}
    </>
  );
}

function tabsOf({ type, abilities }: Entity): readonly PageTab[] {
  return [
    { label: 'Overview', to: '/entities/$id' },
    ...(type === 'channel' ? [{ label: 'Messages', to: '/entities/$id/messages' } as const] : []),
    ...(abilities.includes('share')
      ? [{ label: 'Shared with', to: '/entities/$id/shares' } as const]
      : []),
  ];
}
