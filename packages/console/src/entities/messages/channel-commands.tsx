import type { Entity } from '@keywright/sdk';
import { Anchor, Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyableText } from '../../parts/copyable-text.tsx';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { serverInfoQuery } from '../../queries/server-info.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { httpLines, mqttLines, topicOf } from './channel-lines.ts';

/** How programs reach a channel: its topic, and a ready command for each way that is open to the reader. */
export function ChannelCommands({ channel }: { readonly channel: Entity }) {
  const http = httpLines(channel);
  const mayPublish = channel.abilities.includes('publish');
  const maySubscribe = channel.abilities.includes('subscribe');
  return (
    <SettingsSection
      title="From programs"
      about="Over MQTT 3.1.1, with a token as the password and any user name, or over HTTP. A scoped token needs publish or subscribe on this channel."
      isWide
    >
      <Stack gap="md">
        <CopyableText label="MQTT topic" text={topicOf(channel)} />
        {(mayPublish || maySubscribe) && (
          <>
            <Text size="sm">
              In these commands the token stands in the variable <Code>PLATZ_TOKEN</Code>:{' '}
              <Anchor
                inherit
                underline="always"
                renderRoot={(props) => <Link to="/profile/user-tokens" {...props} />}
              >
                make one
              </Anchor>
              , then <Code>export PLATZ_TOKEN=…</Code>
            </Text>
            <MqttCommands channel={channel} />
            {maySubscribe && <CopyableText label="Subscribe over HTTP" text={http.subscribe} />}
            {mayPublish && <CopyableText label="Publish over HTTP" text={http.publish} />}
          </>
        )}
      </Stack>
    </SettingsSection>
  );
}

/** The server says where it takes MQTT. */
function MqttCommands({ channel }: { readonly channel: Entity }) {
  const info = useQuery(serverInfoQuery);
  if (info.error) return <ErrorPanel error={info.error} onRetry={() => void info.refetch()} />;
  if (!info.data) return <Skeleton height={120} role="status" aria-label="Loading" />;
  const lines = mqttLines(channel, info.data.mqtt);
  const { abilities } = channel;
  return (
    <>
      {abilities.includes('subscribe') && (
        <CopyableText label="Subscribe over MQTT" text={lines.subscribe} />
      )}
      {abilities.includes('publish') && (
        <CopyableText label="Publish over MQTT" text={lines.publish} />
      )}
      {info.data.mqtt.port === null && (
        <Text size="sm" c="dimmed">
          This server takes MQTT over WebSocket, which the npm package <Code>mqtt</Code> speaks. For
          mosquitto’s commands its operator sets <Code>KEYWRIGHT_MQTT_PORT</Code>.
        </Text>
      )}
    </>
  );
}
