import type { Entity } from '@keywright/sdk';
import { List, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { type EntityLoss, entityLossQuery } from '../queries/entities.ts';
import { counted } from '../tree/loss-words.ts';
import { useTypeWord } from './use-entity-types.ts';

interface Props {
  readonly entity: Entity;
  /** Leads away from its own page, before what stands there is asked for once more. */
  readonly onGone?: () => void;
  readonly onClose: () => void;
}

/** Says what goes with an entity, by the server's own count, before it goes. */
export function DeleteEntity({ entity, onGone, onClose }: Props) {
  const { id, name, type } = entity;
  const word = useTypeWord()(type).toLowerCase();
  const loss = useQuery(entityLossQuery(id));
  return (
    <ConfirmDialog
      title={`Delete the ${word} “${name}”?`}
      confirm={`Delete ${word}`}
      done={`“${name}” is deleted.`}
      nameToType={name}
      isWaiting={!loss.data}
      act={async () => {
        await api.deleteEntity({ params: { id } });
        onGone?.();
        await askAgain('entity');
      }}
      onClose={onClose}
    >
      {loss.data ? (
        <Lost loss={loss.data} isChannel={type === 'channel'} />
      ) : loss.error ? (
        <ErrorPanel error={loss.error} onRetry={() => void loss.refetch()} />
      ) : (
        <Skeleton height={96} role="status" aria-label="Loading" />
      )}
    </ConfirmDialog>
  );
}

interface LostProps {
  readonly loss: EntityLoss;
  readonly isChannel: boolean;
}

function Lost({ loss: { grants, scopes }, isChannel }: LostProps) {
  const lines = [
    grants > 0 && `${counted(grants, 'share')}: they can use it no more`,
    scopes > 0 &&
      `${counted(scopes, 'scope')} of tokens that ${scopes === 1 ? 'names' : 'name'} it: programs that use them for it are refused`,
    isChannel && 'the messages it retained, and live connections that need it',
  ].filter((line) => line !== false);
  return (
    <>
      <Text size="sm">
        It cannot be brought back.
        {lines.length > 0 && ' With it go, at once:'}
      </Text>
      {lines.length > 0 && (
        <List size="sm">
          {lines.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      )}
      {grants === 0 && scopes === 0 && (
        <Text size="sm">It is shared with nobody, and no token names it.</Text>
      )}
      <Text size="sm">
        Who holds a role above it loses it too. The audit record keeps its name.
      </Text>
    </>
  );
}
