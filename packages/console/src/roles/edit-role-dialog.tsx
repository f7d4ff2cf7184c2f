import type { Role, RoleEffect, SentTo } from '@keywright/sdk';
import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { RoleEffectView } from './role-effect-view.tsx';
import { roleErrors } from './role-errors.ts';
import { type RoleDraft, RoleForm } from './role-form.tsx';

type Change = SentTo<'updateRole'>['body'];

interface Props {
  readonly role: Role;
  readonly onClose: () => void;
}

interface Previewed {
  readonly draft: RoleDraft;
  readonly effect: RoleEffect;
}

/** Changes a role in two steps: what it shall be, and then who would gain and lose what by it. */
export function EditRoleDialog({ role, onClose }: Props) {
  const params = { id: role.id };
  const [draft, setDraft] = useState<RoleDraft>({
    ...role,
    permissions: new Set(role.permissions),
  });
  const [previewed, setPreviewed] = useState<Previewed>();
  const previewing = useMutation({
    mutationFn: (next: RoleDraft) =>
      api.updateRole({ params, query: { dry_run: true }, body: changeOf(role, next) }),
    onSuccess: (effect, next) => {
      if ('dry_run' in effect) setPreviewed({ draft: next, effect });
    },
  });
  const saving = useMutation({
    mutationFn: (next: RoleDraft) => api.updateRole({ params, body: changeOf(role, next) }),
    onSuccess: async () => {
      await askAgain('role');
      notifications.show({ color: 'green', message: `The role ${draft.name} is changed.` });
      onClose();
    },
  });
  const errors = roleErrors(previewing.error);
  return (
    <Dialog
      onClose={onClose}
      title={previewed ? `Change ${role.name} like this?` : `Edit ${role.name}`}
      size="xl"
    >
      {previewed ? (
        <Stack>
          <RoleEffectView effect={previewed.effect} />
          {saving.error && <ErrorPanel error={saving.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setPreviewed(undefined)}>
              Back
            </Button>
            <Button
              data-autofocus
              loading={saving.isPending}
              onClick={() => saving.mutate(previewed.draft)}
            >
              Save role
            </Button>
          </Group>
        </Stack>
      ) : (
        <RoleForm
          start={draft}
          confirm="Preview"
          isPending={previewing.isPending}
          errors={errors}
          failure={
            previewing.error &&
            Object.keys(errors).length === 0 && <ErrorPanel error={previewing.error} />
          }
          onSubmit={(next) => {
            setDraft(next);
            previewing.mutate(next);
          }}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

/** What is left as it is is not sent: who may name a role need not hold all that it contains. */
function changeOf(role: Role, { name, description, permissions }: RoleDraft): Change {
  const isSame =
    permissions.size === role.permissions.length &&
    role.permissions.every((one) => permissions.has(one));
  return {
    ...(name !== role.name && { name }),
    ...(description !== role.description && { description }),
    ...(!isSame && { permissions: [...permissions] }),
  };
}
