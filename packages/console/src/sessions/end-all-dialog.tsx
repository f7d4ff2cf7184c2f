import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { queryClient } from '../query-client.ts';

interface Props {
  /** Whose: another person's name, or nobody's for one's own. */
  readonly other?: { readonly id: string; readonly display_name: string };
  readonly onClose: () => void;
}

/** Ends all sessions of a person; one's own may be kept. */
export function EndAllDialog({ other, onClose }: Props) {
  const [keep, setKeep] = useState(true);
  const end = async () => {
    await api.endSessions({ body: other ? { user_id: other.id } : { spare_current: keep } });
    await queryClient.invalidateQueries({ queryKey: ['session'] });
    if (!other && !keep) await queryClient.invalidateQueries({ queryKey: ['profile'] });
  };
  return (
    <ConfirmDialog
      title={other ? `Sign ${other.display_name} out everywhere?` : 'Sign out everywhere?'}
      confirm="Sign out everywhere"
      done={other ? `${other.display_name} is signed out everywhere.` : 'Signed out everywhere.'}
      act={end}
      onClose={onClose}
    >
      <Text size="sm">
        {other
          ? `Every browser and API client that ${other.display_name} signed in with is signed out at once. Signing in again stays possible, and tokens keep working.`
          : 'Every browser and API client you signed in with is signed out at once. Your tokens keep working.'}
      </Text>
      {!other && (
        <Checkbox
          label="Stay signed in here"
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
        />
      )}
    </ConfirmDialog>
  );
}
