import type { KeywrightError } from '@keywright/sdk';
import { Button, Group, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import { errorMessage } from '../parts/error-words.ts';
import { LonePage } from '../parts/lone-page.tsx';
import { notify } from '../parts/notify.ts';
import { signOut } from '../shell/sign-out.ts';

interface Props {
  readonly refusal: KeywrightError;
  readonly isChecking: boolean;
  readonly onCheck: () => void;
}

/** Signed in, but not let in: shown instead of every page until an administrator activates the person. */
export function InactivePage({ refusal, isChecking, onCheck }: Props) {
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
      await navigate({ to: '/sign-in' });
    } catch (failure) {
      notify({
        color: 'red',
        title: 'You are still signed in',
        message: errorMessage(failure),
      });
    }
  };
  return (
    <LonePage title="Inactive user">
      <Text>You are not active here yet. A site administrator can activate you.</Text>
      <Text size="sm" c="dimmed">
        Your sign-in itself worked: the provider knows you. Tell an administrator of Keywright the
        e-mail address you signed in with. This page goes on by itself as soon as you are let in.
      </Text>
      <Group>
        <Button loading={isChecking} onClick={onCheck}>
          Check again
        </Button>
        <Button variant="default" onClick={leave}>
          Sign out
        </Button>
      </Group>
      {refusal.request_id && (
        <Text size="sm" c="dimmed">
          Request id <CopyableId id={refusal.request_id} label="request id" />
        </Text>
      )}
    </LonePage>
  );
}
