import type { PrincipalRef, SentTo } from '@keywright/sdk';
import { type End, endSent, noEnd } from '../grants/end-field.tsx';
import type { RoleChoice } from '../grants/role-picker.tsx';

/** A share as its form holds it. */
export interface ShareDraft {
  readonly principal: PrincipalRef | undefined;
  readonly by: 'operations' | 'role';
  readonly operations: readonly string[];
  readonly role: RoleChoice | undefined;
  readonly end: End;
}

/** To find it and to look at it: without these two, whoever has it is led nowhere. */
export const blankShare: ShareDraft = {
  principal: undefined,
  by: 'operations',
  operations: ['read', 'list'],
  role: undefined,
  end: noEnd,
};

/** The fields whose errors the form shows in place. */
export const shareFields = ['principal_id', 'operations', 'role_id', 'ends_at'] as const;

export function shareMissing({ principal, by, operations, role, end }: ShareDraft) {
  return {
    ...(!principal && { principal_id: 'Choose whom it is shared with.' }),
    ...(by === 'operations' &&
      operations.length === 0 && { operations: 'Choose at least one operation.' }),
    ...(by === 'role' && !role && { role_id: 'Choose a role.' }),
    ...(endSent(end) === undefined && { ends_at: 'Choose a day.' }),
  };
}

export function shareSent(draft: ShareDraft): SentTo<'shareEntity'>['body'] {
  const { principal, by, operations, role, end } = draft;
  return {
    principal_id: principal?.id ?? '',
    ...(by === 'role'
      ? { role_id: typeof role === 'object' ? role.id : undefined }
      : { operations: [...operations] }),
    ends_at: endSent(end) ?? null,
  };
}
