import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { api } from '../api.ts';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { showFirstError } from '../parts/show-first-error.ts';
import { isUnauthenticated, queryClient } from '../query-client.ts';
import { AccessField } from './access-field.tsx';
import type { AnyCreatedToken } from './any-token.ts';
import { ExpiryField } from './expiry-field.tsx';
import { newTokenErrors, newTokenSent, useNewTokenForm } from './new-token.ts';
import { refreshTokens } from './token-calls.ts';
import type { Owner } from './token-owner.ts';

interface Props {
  readonly owner: Owner;
  readonly onCreated: (created: AnyCreatedToken) => void;
  readonly onCancel: () => void;
}

/** What a new token is for, how long it lives, and what it may use. */
export function CreateTokenForm({ owner, onCreated, onCancel }: Props) {
  const [failure, setFailure] = useState<unknown>();
  const element = useRef<HTMLFormElement>(null);
  const form = useNewTokenForm();
  const errors = form.errors as Readonly<Record<string, string>>;
  const { choice, date, access, scopes } = form.values;

  // Not a mutation of the query library: its cache would keep the answer, and the secret in it.
  const create = async (token: typeof form.values) => {
    setFailure(undefined);
    try {
      const created = await createFor(owner, newTokenSent(token));
      onCreated(created);
      void refreshTokens(created);
    } catch (error) {
      if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
      const inPlace = newTokenErrors(fieldErrors(error));
      form.setErrors(inPlace);
      if (Object.keys(inPlace).length === 0) setFailure(error);
      else showFirstError(element.current);
    }
  };

  return (
    <form
      ref={element}
      onSubmit={form.onSubmit(create, () => showFirstError(element.current))}
      noValidate
      autoComplete="off"
    >
      <Stack>
        {owner.kind !== 'self' && (
          <Text size="sm" c="dimmed">
            {`A program that holds this token acts as ${owner.display_name}. The record will say that you made it.`}
          </Text>
        )}
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
          choice={choice}
          date={date}
          error={errors['date']}
          onChoice={(next) => form.setFieldValue('choice', next)}
          onDate={(next) => form.setFieldValue('date', next)}
        />
        <AccessField
          holder={owner.kind === 'self' ? 'you' : owner.display_name}
          access={access}
          scopes={scopes}
          errors={errors}
          onAccess={(next) => form.setFieldValue('access', next)}
          onScopes={(next) => {
            form.setFieldValue('scopes', next);
            // What was said of a row may be about another one now.
            form.setErrors(withoutScopes(errors));
          }}
          onLife={(next) => {
            form.setFieldValue('choice', next);
            form.setFieldValue('date', '');
            form.clearFieldError('date');
          }}
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

const withoutScopes = (errors: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).filter(([field]) => !field.startsWith('scopes.')));

function createFor(
  { kind, id }: Owner,
  token: ReturnType<typeof newTokenSent>,
): Promise<AnyCreatedToken> {
  switch (kind) {
    case 'self':
      return api.createUserToken({ body: token });
    case 'person':
      return api.createUserToken({ body: { ...token, user_id: id } });
    case 'service_account':
      return api.createServiceAccountToken({ body: { ...token, service_account_id: id } });
    default:
      return kind satisfies never;
  }
}
