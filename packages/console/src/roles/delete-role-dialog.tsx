import type { Role } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { type RoleChoice, RolePicker } from '../grants/role-picker.tsx';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { roleDeletionQuery } from '../queries/roles.ts';
import { RoleEffectView } from './role-effect-view.tsx';

interface Props {
  readonly role: Role;
  readonly onClose: () => void;
}

/** Deletes a role; where it is in use, only once it is said which one takes its place, and who loses what. */
export function DeleteRoleDialog({ role, onClose }: Props) {
  const [replacement, setReplacement] = useState<RoleChoice>();
  const replacementId = typeof replacement === 'object' ? replacement.id : undefined;
  const isInUse = role.num_grants > 0;
  const preview = useQuery({
    ...roleDeletionQuery(role.id, replacementId),
    enabled: isInUse && replacementId !== undefined,
  });
  return (
    <ConfirmDialog
      title={`Delete the role ${role.name}?`}
      confirm="Delete role"
      done={`The role ${role.name} is deleted.`}
      isWaiting={isInUse && preview.data === undefined}
      onClose={onClose}
      size="xl"
      act={() =>
        api
          .deleteRole({ params: { id: role.id }, query: { replacement_id: replacementId } })
          .then(() => askAgain('role'))
      }
    >
      {isInUse ? (
        <Stack>
          <Text size="sm">
            {role.num_grants === 1 ? '1 grant uses' : `${role.num_grants} grants use`} it. Choose
            the role that takes its place: who held {role.name} holds that one from the next request
            on.
          </Text>
          <RolePicker
            label="Replacement"
            usableOn={role.home?.id ?? ''}
            required
            among={(other) => other.id !== role.id && !other.of_kind}
            value={replacement}
            onChange={setReplacement}
          />
          {preview.isLoading && <ListSkeleton rows={2} />}
          {preview.error && <ErrorPanel error={preview.error} />}
          {preview.data && <RoleEffectView effect={preview.data} />}
        </Stack>
      ) : (
        <Text size="sm">Nobody holds it, so nobody loses anything. It cannot be brought back.</Text>
      )}
    </ConfirmDialog>
  );
}
