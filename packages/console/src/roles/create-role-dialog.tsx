import type { ResourceRef } from '@keywright/sdk';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { roleErrors } from './role-errors.ts';
import { type RoleDraft, RoleForm } from './role-form.tsx';

interface Props {
  readonly home: ResourceRef;
  readonly onClose: () => void;
}

const blank: RoleDraft = { name: '', description: '', permissions: new Set() };

/** Makes a custom role that can be granted on its home and below. */
export function CreateRoleDialog({ home, onClose }: Props) {
  const creating = useMutation({
    mutationFn: ({ name, description, permissions }: RoleDraft) =>
      api.createRole({
        body: { name, description, home_id: home.id, permissions: [...permissions] },
      }),
    onSuccess: ({ name }) => {
      void askAgain('role');
      notifications.show({
        color: 'green',
        message: `The role ${name} is made. Grant it under Members, or when a service account is made.`,
      });
      onClose();
    },
  });
  const errors = roleErrors(creating.error);
  return (
    <Dialog onClose={onClose} title={`New role in ${home.name}`} size="xl">
      <RoleForm
        start={blank}
        confirm="Create role"
        isPending={creating.isPending}
        errors={errors}
        failure={
          creating.error &&
          Object.keys(errors).length === 0 && <ErrorPanel error={creating.error} />
        }
        onSubmit={(draft) => creating.mutate(draft)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
