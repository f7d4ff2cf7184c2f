import '@mantine/core/styles/Fieldset.layer.css';
import type { CreatedServiceAccount, ResourceRef } from '@keywright/sdk';
import { Button, Fieldset, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api.ts';
import { GrantRowsField } from '../grants/grant-rows-field.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { isUnauthenticated, queryClient } from '../query-client.ts';
import { ExpiryField } from '../tokens/expiry-field.tsx';
import { accountErrors } from './account-errors.ts';
import { AccountNameFields } from './account-name-fields.tsx';
import { FirstTokenFields } from './first-token-fields.tsx';
import { newAccountSent, useNewAccountForm } from './new-account.ts';
import { refreshAccounts } from './refresh-accounts.ts';

const legend = { legend: { fontWeight: 600 } };

interface Props {
  readonly home: ResourceRef;
  readonly onCreated: (created: CreatedServiceAccount) => void;
  readonly onCancel: () => void;
}

/** Who the account is, what it may do, and its first token. */
export function CreateAccountForm({ home, onCreated, onCancel }: Props) {
  const [failure, setFailure] = useState<unknown>();
  const form = useNewAccountForm();
  const errors = form.errors as Record<string, string | undefined>;

  /** The form is long: what is wrong may be out of sight. */
  const focusFirst = (wrong: object) => form.getInputNode(Object.keys(wrong)[0] ?? '')?.focus();

  // Not a mutation of the query library: its cache would keep the answer, and the secret in it.
  const create = async (account: typeof form.values) => {
    setFailure(undefined);
    try {
      onCreated(await api.createServiceAccount({ body: newAccountSent(account, home.id) }));
      void refreshAccounts();
    } catch (error) {
      if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
      const inPlace = accountErrors(error);
      form.setErrors(inPlace);
      if (Object.keys(inPlace).length === 0) setFailure(error);
      else focusFirst(inPlace);
    }
  };

  return (
    <form onSubmit={form.onSubmit(create, focusFirst)} noValidate autoComplete="off">
      <Stack>
        <AccountNameFields
          name={form.getInputProps('name')}
          description={form.getInputProps('description')}
        />
        <ExpiryField
          of="account"
          label="The account expires"
          choice={form.values.choice}
          date={form.values.date}
          error={errors['date']}
          onChoice={(choice) => form.setFieldValue('choice', choice)}
          onDate={(date) => form.setFieldValue('date', date)}
        />
        <Fieldset legend="What it may do" styles={legend}>
          <Text size="sm" c="dimmed" mb="sm">
            {home.type === 'site'
              ? 'Anywhere on this site, as far as you may grant it.'
              : `Inside ${home.name} alone, as far as you may grant it.`}
          </Text>
          <GrantRowsField
            home={home}
            rows={form.values.grants}
            errors={errors as Record<string, string>}
            onChange={(grants) => form.setFieldValue('grants', grants)}
          />
        </Fieldset>
        <FirstTokenFields form={form} />
        {failure !== undefined && <ErrorPanel error={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
