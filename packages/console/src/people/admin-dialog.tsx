import type { ListedUser } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { updatePerson } from './update-person.ts';

interface Props {
  readonly person: ListedUser;
  readonly onClose: () => void;
}

export function AdminDialog({ person, onClose }: Props) {
  const { is_admin, display_name, id } = person;
  return (
    <ConfirmDialog
      title={
        is_admin
          ? `Remove ${display_name} as administrator?`
          : `Make ${display_name} an administrator?`
      }
      confirm={is_admin ? 'Remove as administrator' : 'Make administrator'}
      done={`${display_name} is ${is_admin ? 'no longer' : 'now'} a site administrator.`}
      isDangerous={is_admin}
      onClose={onClose}
      act={() => updatePerson(id, { is_admin: !is_admin })}
    >
      <Text size="sm">
        {is_admin
          ? 'They, and the programs that hold their tokens, lose the administration of this site at once: people, everybody’s tokens and sessions, and the audit record. They stay active.'
          : 'A site administrator can see, stop and make the credentials of everybody here, and read the whole audit record. So can every program that holds one of their tokens.'}
      </Text>
    </ConfirmDialog>
  );
}
