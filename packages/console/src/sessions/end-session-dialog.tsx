import type { Session } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { queryClient } from '../query-client.ts';
import { sessionWords } from './session-words.ts';

interface Props {
  readonly session: Session;
  readonly onClose: () => void;
}

export function EndSessionDialog({ session, onClose }: Props) {
  const { last_used_at, address, is_current, id } = session;
  const end = async () => {
    await api.endSession({ params: { id } });
    await queryClient.invalidateQueries({ queryKey: [is_current ? 'profile' : 'session'] });
  };
  return (
    <ConfirmDialog
      title="End this session?"
      confirm="End session"
      done="The session is ended."
      act={end}
      onClose={onClose}
    >
      <Text size="sm">
        {is_current
          ? 'This is the session you are using: you will be signed out here.'
          : `${sessionWords(session)} is signed out at once. Tokens keep working.`}
      </Text>
      {!is_current && last_used_at && (
        <Text size="sm">
          Last used{' '}
          <b>
            <RelativeTime at={last_used_at} />
          </b>
          {address && ` by ${address}`}.
        </Text>
      )}
    </ConfirmDialog>
  );
}
