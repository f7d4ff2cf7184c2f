import type { ListedUser } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { updatePerson } from './update-person.ts';

interface Props {
  readonly person: ListedUser;
  readonly onClose: () => void;
}

export function ActivateDialog({ person, onClose }: Props) {
  return (
    <ConfirmDialog
      title={`Activate ${person.display_name}?`}
      confirm="Activate"
      done={`${person.display_name} is active.`}
      isDangerous={false}
      onClose={onClose}
      act={() => updatePerson(person.id, { is_active: true })}
    >
      <Text size="sm">
        {person.email} can sign in and use the API from now on. Sessions and tokens they had before
        work again, unless they have expired or been revoked since.
      </Text>
    </ConfirmDialog>
  );
}
