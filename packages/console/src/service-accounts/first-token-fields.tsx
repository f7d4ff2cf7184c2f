import { Checkbox, Fieldset, Stack, TextInput } from '@mantine/core';
import { AccessField } from '../tokens/access-field.tsx';
import { ExpiryField } from '../tokens/expiry-field.tsx';
import type { NewAccountForm } from './new-account.ts';

/** Whether the account gets a token in the same request, and which. */
export function FirstTokenFields({ form }: { readonly form: NewAccountForm }) {
  const { with_token, token_choice, token_date, token_access, token_scopes } = form.values;
  return (
    <Fieldset legend="First token" styles={{ legend: { fontWeight: 600 } }}>
      <Stack>
        <Checkbox
          label="Make its first token now"
          description="It is shown once, right after saving."
          {...form.getInputProps('with_token', { type: 'checkbox' })}
        />
        {with_token && (
          <>
            <TextInput
              label="Token name (optional)"
              description="What will use it: “pipeline”, “staging server”."
              maxLength={100}
              {...form.getInputProps('token_name')}
            />
            <ExpiryField
              label="The token expires"
              choice={token_choice}
              date={token_date}
              error={form.errors['token_date'] as string | undefined}
              onChoice={(choice) => form.setFieldValue('token_choice', choice)}
              onDate={(date) => form.setFieldValue('token_date', date)}
            />
            <AccessField
              holder="the account"
              access={token_access}
              scopes={token_scopes}
              errors={form.errors as Readonly<Record<string, string>>}
              onAccess={(access) => form.setFieldValue('token_access', access)}
              onScopes={(scopes) => form.setFieldValue('token_scopes', scopes)}
              onLife={(choice) => {
                form.setFieldValue('token_choice', choice);
                form.setFieldValue('token_date', '');
                form.clearFieldError('token_date');
              }}
            />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}
