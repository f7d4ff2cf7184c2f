import type { Entity } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { ChannelCommands } from '../entities/messages/channel-commands.tsx';
import { HeardMessages } from '../entities/messages/heard-messages.tsx';
import classes from '../entities/messages/messages.module.css';
import { SendMessage } from '../entities/messages/send-message.tsx';
import { entityQuery } from '../queries/entities.ts';

const route = getRouteApi('/signed-in/entities/$id/messages');

/** What a channel carries. The frame around it has it loaded. */
export function ChannelMessages() {
  const { id } = route.useParams();
  const { data: entity } = useQuery(entityQuery(id));
  if (!entity) return null;
  if (entity.type !== 'channel') return <Navigate to="/entities/$id" params={{ id }} replace />;
  return <Messages key={id} channel={entity} />;
}

function Messages({ channel }: { readonly channel: Entity }) {
  const { abilities, name } = channel;
  const mayPublish = abilities.includes('publish');
  const mayListen = abilities.includes('subscribe');
  return (
    <Stack gap="lg">
      <div className={classes.grid}>
        {mayPublish && <SendMessage channel={channel} />}
        {mayListen && <HeardMessages channel={channel} />}
      </div>
      <Refused name={name} mayPublish={mayPublish} mayListen={mayListen} />
      <ChannelCommands channel={channel} />
    </Stack>
  );
}

interface RefusedProps {
  readonly name: string;
  readonly mayPublish: boolean;
  readonly mayListen: boolean;
}

/** Why a part of the page is missing; nothing where both are there. */
function Refused({ name, mayPublish, mayListen }: RefusedProps) {
  const lacking = [
    !mayPublish && (['send messages to', 'publish'] as const),
    !mayListen && (['hear the messages of', 'subscribe'] as const),
  ].filter((one) => one !== false);
  if (lacking.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      You may not {lacking.map(([what]) => what).join(' or ')} {name}. Whoever may share it can give
      you {lacking.map(([, operation]) => operation).join(' and ')}.
    </Text>
  );
}
