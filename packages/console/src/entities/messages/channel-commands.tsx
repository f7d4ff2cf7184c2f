import type { Entity } from '@keywright/sdk';
import { Anchor, Code, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CopyableText } from '../../parts/copyable-text.tsx';
import { SettingsSection } from '../../tree/settings-section.tsx';
import { channelLines, topicOf } from './channel-lines.ts';

/** How programs reach a channel: its topic, and a ready command for each way. */
export function ChannelCommands({ channel }: { readonly channel: Entity }) {
  const lines = channelLines(channel);
  return (
    <SettingsSection
      title="From programs"
      about="Over MQTT 3.1.1, with a token as the password and any user name, or over HTTP. A scoped token needs the scope publish or subscribe on this channel."
      isWide
    >
      <Stack gap="md">
        <CopyableText label="MQTT topic" text={topicOf(channel)} />
        <Text size="sm">
          In these commands the token stands in the variable <Code>PLATZ_TOKEN</Code>:{' '}
          <Anchor inherit renderRoot={(props) => <Link to="/profile/user-tokens" {...props} />}>
            make one
          </Anchor>
          , then <Code>export PLATZ_TOKEN=…</Code>
        </Text>
        <CopyableText label="Subscribe over MQTT" text={lines.mqttSubscribe} />
        <CopyableText label="Publish over MQTT" text={lines.mqttPublish} />
        <CopyableText label="Subscribe over HTTP" text={lines.httpSubscribe} />
        <CopyableText label="Publish over HTTP" text={lines.httpPublish} />
      </Stack>
    </SettingsSection>
  );
}
