import type { ServiceAccount } from '@keywright/sdk';
import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { relativeTime, shortTime } from '../parts/times.ts';
import { type ExpiryChoice, expiryMissing, expiryOf } from '../tokens/expiry.ts';
import { ExpiryField } from '../tokens/expiry-field.tsx';
import { accountErrors } from './account-errors.ts';
import { AccountNameFields } from './account-name-fields.tsx';
import { accountWord } from './account-words.ts';
import { refreshAccounts } from './refresh-accounts.ts';

interface Props {
  readonly account: ServiceAccount;
  readonly onClose: () => void;
}

/** Changes what an account is called and until when it works. */
export function EditAccountModal({ account, onClose }: Props) {
  const { id, name, description, home } = account;
  const form = useForm({
    initialValues: { name, description, choice: 'kept' as ExpiryChoice | 'kept', date: '' },
    validate: {
      name: (text) => (text.trim() ? null : 'Give it a name.'),
      date: (date, { choice }) => expiryMissing(choice, date),
    },
  });
  const saving = useMutation({
    mutationFn: ({ choice, date, ...texts }: typeof form.values) =>
      api.updateServiceAccount({
        params: { id },
        body: { ...texts, ...(choice !== 'kept' && { expires_at: moment(choice, date) }) },
      }),
    onSuccess: () => {
      void refreshAccounts();
      onClose();
    },
    onError: (error) => form.setErrors(accountErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title={`Edit ${accountWord(home)}`}>
      <form
        onSubmit={form.onSubmit((values) => saving.mutate(values))}
        noValidate
        autoComplete="off"
      >
        <Stack>
          <AccountNameFields
            name={form.getInputProps('name')}
            description={form.getInputProps('description')}
          />
          <ExpiryField<ExpiryChoice | 'kept'>
            of="account"
            kept={keptWords(account.expires_at)}
            choice={form.values.choice}
            date={form.values.date}
            error={form.errors['date'] as string | undefined}
            onChoice={(choice) => form.setFieldValue('choice', choice)}
            onDate={(date) => form.setFieldValue('date', date)}
          />
          {saving.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={saving.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The account's end is a time and not a length: it is not counted from when the server hears of it. */
function moment(choice: ExpiryChoice, date: string): string | null {
  const at = expiryOf(choice, date, Date.now());
  return typeof at === 'number' ? new Date(at).toISOString() : null;
}

function keptWords(expires_at: string | null): string {
  if (expires_at === null) return 'It has no end: it works until somebody disables or deletes it.';
  const [at, now] = [Date.parse(expires_at), Date.now()];
  return at <= now
    ? `It expired on ${shortTime(at)}. A later date brings it and its tokens back.`
    : `It and all its tokens stop working on ${shortTime(at)} (${relativeTime(at, now)}).`;
}
