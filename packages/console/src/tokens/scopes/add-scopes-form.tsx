import type { AddedTokenScopes } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { fieldErrors } from '../../parts/field-errors.ts';
import { notify } from '../../parts/notify.ts';
import { showFirstError } from '../../parts/show-first-error.ts';
import type { AnyToken } from '../any-token.ts';
import { refreshTokens } from '../token-calls.ts';
import { scopeCallsOf } from './scope-calls.ts';
import { newScopeRow, type ScopeRow, scopeRowErrors, scopesSent } from './scope-row.ts';
import { ScopeRowsField } from './scope-rows-field.tsx';

interface Props {
  readonly token: AnyToken;
  readonly onAdded: (added: AddedTokenScopes) => void;
  readonly onCancel: () => void;
}

/** Rows of scopes that a token is to have beside those it has: all of them, or none. */
export function AddScopesForm({ token, onAdded, onCancel }: Props) {
  const rowsElement = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState<readonly ScopeRow[]>(() => [newScopeRow()]);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const adding = useMutation({
    mutationFn: (scopes: ReturnType<typeof scopesSent>) => scopeCallsOf(token).add({ scopes }),
    onSuccess: (added) => {
      const count = added.items.length;
      notify({
        message: count === 1 ? '1 scope added.' : `${count} scopes added.`,
        color: 'green',
      });
      void refreshTokens(token);
      onAdded(added);
    },
    onError: (error) => {
      setErrors(fieldErrors(error));
      showFirstError(rowsElement.current);
    },
  });
  const submit = () => {
    const missing = scopeRowErrors(rows);
    setErrors(missing);
    showFirstError(rowsElement.current);
    if (rows.length > 0 && Object.keys(missing).length === 0) adding.mutate(scopesSent(rows));
  };
  const isInPlace = Object.keys(errors).some((field) => /^scopes\.\d/.test(field));
  return (
    <DialogForm
      confirm={rows.length > 1 ? 'Add these scopes' : 'Add'}
      isPending={adding.isPending}
      onSubmit={submit}
      onClose={onCancel}
    >
      <Text size="sm" c="dimmed">
        The token may use them from its next request on, as far as its owner may do the same.
      </Text>
      <div ref={rowsElement}>
        <ScopeRowsField
          rows={rows}
          errors={errors}
          onChange={(next) => {
            setRows(next);
            setErrors({});
          }}
          none="Add at least one."
        />
      </div>
      {adding.error && !isInPlace && <ErrorPanel error={adding.error} />}
    </DialogForm>
  );
}
