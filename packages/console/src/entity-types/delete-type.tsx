import { Alert, List, Skeleton, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { typeUseQuery } from '../queries/entity-types.ts';
import { counted } from '../tree/loss-words.ts';
import type { RegisteredEntityType } from './registered-type.ts';

interface Props {
  readonly type: RegisteredEntityType;
  readonly onClose: () => void;
}

/** Deletes a type that nothing is of and nothing names; else says what stands in the way. */
export function DeleteType({ type, onClose }: Props) {
  const { id, title } = type;
  const use = useQuery(typeUseQuery(id));
  const lines = use.data && linesOf(use.data);
  return (
    <ConfirmDialog
      title={`Delete the entity type “${title}”?`}
      confirm="Delete type"
      done={`The entity type “${title}” is deleted.`}
      nameToType={lines?.length === 0 ? type.type : undefined}
      isWaiting={lines?.length !== 0}
      act={async () => {
        await api.deleteEntityType({ params: { id } });
        await askAgain('entity_type');
      }}
      onClose={onClose}
    >
      {lines ? (
        <Said lines={lines} type={type.type} />
      ) : use.error ? (
        <ErrorPanel error={use.error} onRetry={() => void use.refetch()} />
      ) : (
        <Skeleton height={72} role="status" aria-label="Loading" />
      )}
    </ConfirmDialog>
  );
}

function Said({ lines, type }: { readonly lines: readonly string[]; readonly type: string }) {
  if (lines.length === 0) {
    return (
      <Text size="sm">
        Nothing is of this type and nothing names it, so nothing stops working. Programs that ask
        about <b>{type}</b> hear from then on that there is no such type.
      </Text>
    );
  }
  return (
    <Alert color="yellow" icon={<IconAlertTriangle />} title="It is still in use">
      <Text size="sm">It can be deleted once these are gone:</Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

interface Use {
  readonly entities: number;
  readonly roles: number;
  readonly grants: number;
  readonly scopes: number;
}

/** What stands in the way of its end, one line each. */
const linesOf = ({ entities, roles, grants, scopes }: Use): string[] =>
  [
    entities > 0 && counted(entities, 'entity of this type', 'entities of this type'),
    roles > 0 && counted(roles, 'custom role that names it', 'custom roles that name it'),
    grants > 0 && counted(grants, 'grant or share that names it', 'grants or shares that name it'),
    scopes > 0 &&
      counted(scopes, 'scope of a token that names it', 'scopes of tokens that name it'),
  ].filter((line) => line !== false);
