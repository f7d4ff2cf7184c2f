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
import { type ExpiryChoice, expiryMissing, expirySent } from './expiry.ts';
import { ExpiryField } from './expiry-field.tsx';

export type NewLife = ReturnType<typeof expirySent>;

interface Props {
  readonly title: string;
  /** What stops working, and when. */
  readonly children: ReactNode;
  readonly startWith: ExpiryChoice;
  /** What else there is to choose. */
  readonly more?: ReactNode;
  /** The verb on the button. */
  readonly confirm: string;
  /** Whether something stops working at once. */
  readonly isDangerous?: boolean;
  readonly make: (life: NewLife) => Promise<AnyCreatedToken>;
  /** Called after either outcome: where another call won, what is shown is no longer so. */
  readonly refresh: () => Promise<unknown>;
  readonly onClose: () => void;
}

/**
 * Asks before a secret takes the place of another, then shows the new one, once. It lives in this component's state
 * and nowhere else, as that of a new token does.
 */
export function NewSecretDialog(props: Props) {
  const { title, children, startWith, more, confirm, isDangerous = false, onClose } = props;
  const [created, setCreated] = useState<AnyCreatedToken>();
  const [failure, setFailure] = useState<unknown>();
  const form = useForm({
    initialValues: { choice: startWith, date: '' },
    validate: { date: (date, { choice }) => expiryMissing(choice, date) },
  });
  const submit = async ({ choice, date }: typeof form.values) => {
    setFailure(undefined);
    try {
      setCreated(await props.make(expirySent(choice, date)));
    } catch (error) {
      if (isUnauthenticated(error)) void queryClient.invalidateQueries({ queryKey: ['profile'] });
      const { expires_at, duration } = fieldErrors(error);
      const date = expires_at ?? duration;
      if (date) form.setErrors({ date });
      else setFailure(error);
    }
    void props.refresh();
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
        <form onSubmit={form.onSubmit(submit)} noValidate autoComplete="off">
          <Stack>
            <Alert color="yellow" icon={<IconAlertTriangle />}>
              <Stack gap={6}>{children}</Stack>
            </Alert>
            <ExpiryField
              label="The new secret expires"
              choice={form.values.choice}
              date={form.values.date}
              error={form.errors['date'] as string | undefined}
              onChoice={(choice) => form.setFieldValue('choice', choice)}
              onDate={(date) => form.setFieldValue('date', date)}
            />
            {more}
            {failure !== undefined && <ErrorPanel error={failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} data-autofocus>
                Cancel
              </Button>
              <Button
                type="submit"
                {...(isDangerous && { color: 'red.8' })}
                loading={form.submitting}
              >
                {confirm}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
