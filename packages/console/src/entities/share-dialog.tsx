// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Radio.layer.css';
import type { Entity, PrincipalRef } from '@keywright/sdk';
import { Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { EndField } from '../grants/end-field.tsx';
import { PrincipalPicker } from '../grants/principal-picker.tsx';
import { RolePicker } from '../grants/role-picker.tsx';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DialogForm } from '../parts/dialog-form.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { notify } from '../parts/notify.ts';
import { rolesQuery } from '../queries/roles.ts';
import { OperationChecks } from './operation-checks.tsx';
import {
  blankShare,
  type ShareDraft,
  shareFields,
  shareMissing,
  shareSent,
} from './share-draft.ts';
import { useEntityTypes } from './use-entity-types.ts';

interface Props {
  readonly entity: Entity;
  readonly onClose: () => void;
}

/** Lets somebody use one entity, by chosen operations or by a role, until an end where one is wanted. */
export function ShareDialog({ entity, onClose }: Props) {
  const type = useEntityTypes().find((one) => one.type === entity.type);
  const [draft, setDraft] = useState(blankShare);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const set = (change: Partial<ShareDraft>) => setDraft({ ...draft, ...change });
  const sharing = useMutation({
    mutationFn: () => api.shareEntity({ params: { id: entity.id }, body: shareSent(draft) }),
    onSuccess: async ({ principal }) => {
      await askAgain('grant');
      notify({ color: 'green', message: `${entity.name} is shared with ${principal.name}.` });
      onClose();
    },
  });
  const errors = { ...fieldErrors(sharing.error), ...missing };
  const isInPlace = shareFields.some((field) => field in errors);
  const submit = () => {
    const lacks = shareMissing(draft);
    setMissing(lacks);
    if (Object.keys(lacks).length === 0) sharing.mutate();
  };
  return (
    <Dialog onClose={onClose} title={`Share ${entity.name}`} size="lg">
      <DialogForm confirm="Share" isPending={sharing.isPending} onSubmit={submit} onClose={onClose}>
        <Text size="sm" c="dimmed">
          They get a right on this one alone, from their next request on. You can give what you hold
          yourself.
        </Text>
        <PrincipalPicker
          label="With"
          required
          autoFocus
          value={draft.principal}
          error={errors['principal_id']}
          onChange={(principal: PrincipalRef | undefined) => set({ principal })}
        />
        <ByRole entity={entity} value={draft.by} onChange={(by) => set({ by })} />
        {draft.by === 'role' ? (
          <RolePicker
            label="Role"
            usableOn={entity.id}
            required
            value={draft.role}
            error={errors['role_id']}
            onChange={(role) => set({ role })}
          />
        ) : (
          type && (
            <OperationChecks
              type={type}
              value={draft.operations}
              error={errors['operations']}
              onChange={(operations) => set({ operations })}
            />
          )
        )}
        <EndField value={draft.end} error={errors['ends_at']} onChange={(end) => set({ end })} />
        {sharing.error && !isInPlace && <ErrorPanel error={sharing.error} />}
      </DialogForm>
    </Dialog>
  );
}

interface ByRoleProps {
  readonly entity: Entity;
  readonly value: ShareDraft['by'];
  readonly onChange: (by: ShareDraft['by']) => void;
}

/** Asked only where there is a role that can be granted on an entity, which the built-in ones cannot. */
function ByRole({ entity, value, onChange }: ByRoleProps) {
  const roles = useQuery(rolesQuery({ usable_on: entity.id, per_page: 1 }));
  if (!roles.data || roles.data.num_total === 0) return null;
  return (
    <Radio.Group
      label="What they may do"
      value={value}
      onChange={(by) => onChange(by === 'role' ? 'role' : 'operations')}
    >
      <Stack gap="xs" mt={6}>
        <Radio value="operations" label="Operations that I choose" />
        <Radio value="role" label="All that a role contains" />
      </Stack>
    </Radio.Group>
  );
}
