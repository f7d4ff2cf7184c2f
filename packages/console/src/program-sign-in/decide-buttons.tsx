import type { SignInDecision } from '@keywright/sdk';
import { Button, Group } from '@mantine/core';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { useProfile } from '../queries/profile.ts';

interface Props {
  /** What is on its way to the server. */
  readonly pending: SignInDecision | undefined;
  readonly error: unknown;
  readonly onDecide: (decision: SignInDecision) => void;
}

/** The two answers to a program that asks. Neither is given by Enter alone: it may still be held down from before. */
export function DecideButtons({ pending, error, onDecide }: Props) {
  const { user } = useProfile();
  return (
    <>
      {error !== null && <ErrorPanel error={error} />}
      <Group>
        <Button
          h="auto"
          py="xs"
          mih="2.6rem"
          styles={{ label: { whiteSpace: 'normal', lineHeight: 1.35 } }}
          loading={pending === 'approve'}
          disabled={pending === 'refuse'}
          onClick={() => onDecide('approve')}
        >
          Sign in as {user.display_name}
        </Button>
        <Button
          variant="default"
          h="auto"
          py="xs"
          mih="2.6rem"
          loading={pending === 'refuse'}
          disabled={pending === 'approve'}
          onClick={() => onDecide('refuse')}
        >
          Refuse
        </Button>
      </Group>
    </>
  );
}
