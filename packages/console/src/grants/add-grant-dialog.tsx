import type { PrincipalRef, ResourceRef, Role, SentTo } from '@keywright/sdk';
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { PermissionSelect } from '../roles/permission-select.tsx';
import { type End, EndField, endSent, noEnd } from './end-field.tsx';
import { KindSelect } from './kind-select.tsx';
import { PrincipalPicker } from './principal-picker.tsx';
import { ownPermissions, type RoleChoice, RolePicker } from './role-picker.tsx';
import { RoleRadios } from './role-radios.tsx';

type NewGrant = SentTo<'createGrant'>['body'];

interface Props {
  readonly resource: ResourceRef;
  readonly title: string;
  /** The verb on the button. */
  readonly confirm: string;
  readonly about?: ReactNode;
  /** The few roles to choose from, the usual one first; without them, all that are usable there. */
  readonly among?: readonly Role[] | undefined;
  /** Names the roles that the full choice offers. */
  readonly withOwn?: boolean;
  readonly onClose: () => void;
}

interface Draft {
  readonly principal: PrincipalRef | undefined;
  readonly role: RoleChoice | undefined;
  readonly permissions: readonly string[];
  readonly kindId: string | undefined;
  readonly end: End;
}

/** Lets somebody in: one picker for all principals, a role, and an end where one is wanted. */
export function AddGrantDialog(props: Props) {
  const { resource, title, confirm, about, among, withOwn = false, onClose } = props;
  const [draft, setDraft] = useState<Draft>({
    principal: undefined,
    role: among?.[0],
    permissions: [],
    kindId: undefined,
    end: noEnd,
  });
  const [missing, setMissing] = useState<Record<string, string>>({});
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const adding = useMutation({
    mutationFn: (body: NewGrant) => api.createGrant({ body }),
    onSuccess: async (made) => {
      await askAgain('grant');
      notifications.show({
        color: 'green',
        message: `${made.principal.name} now has ${made.role?.name ?? 'these permissions'} on ${made.resource.name}.`,
      });
      onClose();
    },
  });
  const errors = { ...fieldErrors(adding.error), ...missing };
  const isInPlace = Object.keys(errors).some((field) => inPlace.has(field));
  const { role } = draft;
  const submit = () => {
    const lacks = missingIn(draft);
    setMissing(lacks);
    if (Object.keys(lacks).length === 0) adding.mutate(sent(draft, resource));
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        noValidate
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          {about && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
          <PrincipalPicker
            label="Person or service account"
            resourceId={resource.id}
            required
            autoFocus
            value={draft.principal}
            error={errors['principal_id']}
            onChange={(principal) => set({ principal })}
          />
          {among ? (
            <RoleRadios roles={among} value={role} onChange={(next) => set({ role: next })} />
          ) : (
            <RolePicker
              label="Role"
              usableOn={resource.id}
              withOwn={withOwn}
              required
              value={role}
              error={errors['role_id']}
              onChange={(next) => set({ role: next, kindId: undefined })}
            />
          )}
          {role === ownPermissions && (
            <PermissionSelect
              label="Permissions"
              required
              value={draft.permissions}
              error={errors['permissions']}
              onChange={(permissions) => set({ permissions })}
            />
          )}
          {isOfKind(role) && (
            <KindSelect
              required
              value={draft.kindId}
              error={errors['kind_id']}
              onChange={(kindId) => set({ kindId })}
            />
          )}
          <EndField value={draft.end} error={errors['ends_at']} onChange={(end) => set({ end })} />
          {adding.error && !isInPlace && <ErrorPanel error={adding.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={adding.isPending}>
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

const inPlace = new Set(['principal_id', 'role_id', 'permissions', 'kind_id', 'ends_at']);

const isOfKind = (role: RoleChoice | undefined): boolean =>
  role !== undefined && role !== ownPermissions && role.of_kind;

function missingIn({ principal, role, permissions, kindId, end }: Draft): Record<string, string> {
  return {
    ...(!principal && { principal_id: 'Choose who is let in.' }),
    ...(!role && { role_id: 'Choose a role.' }),
    ...(role === ownPermissions &&
      permissions.length === 0 && { permissions: 'Name at least one permission.' }),
    ...(isOfKind(role) && !kindId && { kind_id: 'Choose the kind that this role is for.' }),
    ...(endSent(end) === undefined && { ends_at: 'Choose a day.' }),
  };
}

function sent({ principal, role, permissions, kindId, end }: Draft, on: ResourceRef): NewGrant {
  return {
    principal_id: principal?.id ?? '',
    resource_id: on.id,
    ...(role === ownPermissions ? { permissions: [...permissions] } : { role_id: role?.id }),
    ...(kindId && { kind_id: kindId }),
    ends_at: endSent(end) ?? null,
  };
}
