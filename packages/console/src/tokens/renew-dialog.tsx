import { Alert, Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { isUnauthenticated, queryClient } from '../query-client.ts';
import type { AnyCreatedToken } from './any-token.ts';
import { CreatedSecret } from './created-secret.tsx';
import { type ExpiryChoice, expirySent } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';

type Life = ReturnType<typeof expirySent>;

interface Props {
  readonly title: string;
  /** What stops working now. */
  readonly children: ReactNode;
  readonly startWith: ExpiryChoice;
  readonly renew: (life: Life) => Promise<AnyCreatedToken>;
  /** Called after either outcome: where another renewal won, what is shown is no longer so. */
  readonly refresh: () => Promise<unknown>;
  readonly onClose: () => void;
}

/**
 * Asks before a secret takes the place of another, then shows the new one, once. It lives in this component's state
 * and nowhere else, as that of a new token does.
 */
export function RenewDialog({ title, children, startWith, renew, refresh, onClose }: Props) {
  const [created, setCreated] = useState<AnyCreatedToken>();
  const [failure, setFailure] = useState<unknown>();
  const form = useForm({ initialValues: { choice: startWith, date: '' }, validate: { date: day } });
  const submit = async ({ choice, date }: typeof form.values) => {
    setFailure(undefined);
    try {
      setCreated(await renew(expirySent(choice, date)));
    } catch (error) {
      if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
      const { expires_at, duration } = fieldErrors(error);
      const date = expires_at ?? duration;
      if (date) form.setErrors({ date });
      else setFailure(error);
    }
    void refresh();
  };
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={created ? 'Copy the token now' : title}
      closeOnClickOutside={!created}
      closeOnEscape={!created}
      withCloseButton={!created}
    >
      {created ? (
        <CreatedSecret created={created} onClose={onClose} />
      ) : (
        <form onSubmit={form.onSubmit(submit)} noValidate>
          <Stack>
            <Alert color="yellow" icon={<IconAlertTriangle />}>
              <Stack gap={6}>{children}</Stack>
            </Alert>
            <ExpiryField
              label="The new token expires"
              choice={form.values.choice}
              date={form.values.date}
              error={form.errors['date'] as string | undefined}
              onChoice={(choice) => form.setFieldValue('choice', choice)}
              onDate={(date) => form.setFieldValue('date', date)}
            />
            {failure !== undefined && <ErrorPanel error={failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} data-autofocus>
                Cancel
              </Button>
              <Button type="submit" color="red.8" loading={form.submitting}>
                Renew
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

const day = (date: string, { choice }: { readonly choice: ExpiryChoice }): string | null =>
  choice === 'date' && !date ? 'Choose a day.' : null;
