import type { Entity } from '@keywright/sdk';
import { Button, Checkbox, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { fieldErrors } from '../../parts/field-errors.ts';
import { SettingsSection } from '../../tree/settings-section.tsx';

/** Publishes one message of text by hand. */
export function SendMessage({ channel }: { readonly channel: Entity }) {
  const form = useForm({ initialValues: { payload: '', subtopic: '', retain: false } });
  const sending = useMutation({
    mutationFn: ({ payload, subtopic, retain }: typeof form.values) =>
      api.publishMessage({
        params: { id: channel.id },
        body: { payload, retain, ...(subtopic.trim() && { subtopic: subtopic.trim() }) },
      }),
    onSuccess: () => form.setFieldValue('payload', ''),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const { data: sent, error } = sending;
  const isInPlace = Object.keys(form.errors).some((field) => field in form.values);
  return (
    <SettingsSection title="Send a message" about="As you, with the rights that you hold now.">
      <form onSubmit={form.onSubmit((values) => sending.mutate(values))} noValidate>
        <Stack>
          <Textarea
            label="Message"
            autosize
            minRows={2}
            maxRows={10}
            {...form.getInputProps('payload')}
          />
          <TextInput
            label="Subtopic (optional)"
            description="Levels below the channel’s topic, such as room/1."
            maw="28rem"
            maxLength={500}
            {...form.getInputProps('subtopic')}
          />
          <Checkbox
            label="Retain"
            description="The server keeps it as the last one, and gives it to whoever subscribes later."
            {...form.getInputProps('retain', { type: 'checkbox' })}
          />
          {error && !isInPlace && <ErrorPanel error={error} />}
          <Group justify="space-between">
            <Text size="sm" c="dimmed" role="status" flex="1 1 12rem">
              {sent && !error && sentWords(sent, sending.variables?.subtopic)}
            </Text>
            <Button type="submit" loading={sending.isPending}>
              Send
            </Button>
          </Group>
        </Stack>
      </form>
    </SettingsSection>
  );
}

function sentWords({ bytes }: { readonly bytes: number }, subtopic = ''): string {
  const sent = `Sent ${bytes === 1 ? '1 byte' : `${bytes} bytes`}`;
  return subtopic.trim() ? `${sent} to ${subtopic.trim()}` : sent;
}
