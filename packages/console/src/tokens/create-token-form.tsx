import type { SentTo } from '@keywright/sdk';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { api } from '../api.ts';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { isUnauthenticated, queryClient } from '../query-client.ts';
import type { AnyCreatedToken } from './any-token.ts';
import { type ExpiryChoice, expirySent } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';
import { refreshTokens } from './token-calls.ts';
import type { Owner } from './token-owner.ts';

interface Props {
  readonly owner: Owner;
  readonly onCreated: (created: AnyCreatedToken) => void;
  readonly onCancel: () => void;
}

/** What a new token is for and how long it lives. */
export function CreateTokenForm({ owner, onCreated, onCancel }: Props) {
  const [failure, setFailure] = useState<unknown>();
  const form = useForm({
    initialValues: { name: '', description: '', choice: '30d' as ExpiryChoice, date: '' },
    validate: {
      name: (name) => (name.trim() ? null : 'Say what it is for, so that you know it again.'),
      date: (date, { choice }) => (choice === 'date' && !date ? 'Choose a day.' : null),
    },
  });

  // Not a mutation of the query library: its cache would keep the answer, and the secret in it.
  const create = async ({ name, description, choice, date }: typeof form.values) => {
    setFailure(undefined);
    try {
      const created = await createFor(owner, { name, description, ...expirySent(choice, date) });
      onCreated(created);
      void refreshTokens(created);
    } catch (error) {
      if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
      const { name, description, expires_at, duration } = fieldErrors(error);
      const date = expires_at ?? duration;
      const inPlace = {
        ...(name && { name }),
        ...(description && { description }),
        ...(date && { date }),
      };
      form.setErrors(inPlace);
      if (Object.keys(inPlace).length === 0) setFailure(error);
    }
  };

  return (
    <form onSubmit={form.onSubmit(create)} noValidate autoComplete="off">
      <Stack>
        <Text size="sm" c="dimmed">
          {owner.kind === 'self'
            ? 'A program that holds this token can do in the API whatever you can.'
            : `A program that holds this token can do whatever ${owner.display_name} can. The record will say that you made it.`}
        </Text>
        <TextInput
          label="Name"
          description="What will use it: “laptop”, “nightly build”."
          required
          maxLength={100}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Textarea
          label="Description (optional)"
          autosize
          minRows={2}
          maxRows={6}
          maxLength={500}
          {...form.getInputProps('description')}
        />
        <ExpiryField
          choice={form.values.choice}
          date={form.values.date}
          error={form.errors['date'] as string | undefined}
          onChoice={(choice) => form.setFieldValue('choice', choice)}
          onDate={(date) => form.setFieldValue('date', date)}
        />
        {failure !== undefined && <ErrorPanel error={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Create token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type NewToken = Omit<NonNullable<NonNullable<SentTo<'createUserToken'>['body']>>, 'user_id'>;

function createFor({ kind, id }: Owner, token: NewToken): Promise<AnyCreatedToken> {
  switch (kind) {
    case 'self':
      return api.createUserToken({ body: token });
    case 'person':
      return api.createUserToken({ body: { ...token, user_id: id } });
    case 'service_account':
      return api.createServiceAccountToken({ body: { ...token, service_account_id: id } });
  }
}
