import type { Entity } from '@keywright/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { ToneWord } from '../../parts/state-word.tsx';
import { clockTime } from '../../parts/times.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';
import classes from './heard-messages.module.css';
import { type HeardMessage, type Listening, useMessages } from './use-messages.ts';

/** What is published to a channel while the page is open, newest first. */
export function HeardMessages({ channel }: { readonly channel: Entity }) {
  const { messages, listening, clear, retry } = useMessages(channel.id);
  return (
    <SettingsSection
      title="Messages as they come"
      about="What is published while this page is open, from MQTT and HTTP alike. Nothing is kept here: what came before is not shown, but for what was retained."
      isWide
    >
      <Group justify="space-between">
        <Standing listening={listening} />
        {messages.length > 0 && (
          <Button variant="default" size="xs" onClick={clear}>
            Clear
          </Button>
        )}
      </Group>
      {listening.state === 'refused' && <ErrorPanel error={listening.error} onRetry={retry} />}
      {messages.length === 0 && listening.state === 'listening' && (
        <Text size="sm" c="dimmed">
          None yet. {channel.abilities.includes('publish') && 'Send one, or use a command below.'}
        </Text>
      )}
      {messages.length > 0 && (
        // What scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <ol className={classes.messages} aria-label="Messages" tabIndex={0}>
          {messages.map((message) => (
            <Message key={message.number} message={message} />
          ))}
        </ol>
      )}
    </SettingsSection>
  );
}

function Standing({ listening }: { readonly listening: Listening }) {
  return (
    <div role="status">
      {listening.state === 'connecting' && <ToneWord tone="quiet">Connecting</ToneWord>}
      {listening.state === 'listening' && <ToneWord tone="good">Listening</ToneWord>}
      {listening.state === 'broken' && <ToneWord tone="waning">Cut off; trying again</ToneWord>}
      {listening.state === 'refused' && <ToneWord tone="bad">Not listening</ToneWord>}
    </div>
  );
}

function Message({ message }: { readonly message: HeardMessage }) {
  const { at, subtopic, payload, encoding, retained } = message;
  const about = [subtopic, retained && 'retained', encoding === 'base64' && 'bytes, in base64'];
  return (
    <li className={classes.message}>
      <Stack gap={2}>
        <Text size="sm" c="dimmed">
          {[clockTime(at), ...about].filter(Boolean).join(' · ')}
        </Text>
        <pre className={classes.payload}>{payload === '' ? '(empty)' : payload}</pre>
      </Stack>
    </li>
  );
}
