import type { Entity } from '@keywright/sdk';
import { List, Text } from '@mantine/core';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useTypeWord } from './use-entity-types.ts';

interface Props {
  readonly entity: Entity;
  /** Leads away from its own page, before what stands there is asked for once more. */
  readonly onGone?: () => void;
  readonly onClose: () => void;
}

/** Says what goes with an entity before it goes. */
export function DeleteEntity({ entity, onGone, onClose }: Props) {
  const { id, name, type } = entity;
  const word = useTypeWord()(type).toLowerCase();
  return (
    <ConfirmDialog
      title={`Delete the ${word} “${name}”?`}
      confirm={`Delete ${word}`}
      done={`“${name}” is deleted.`}
      nameToType={name}
      act={async () => {
        await api.deleteEntity({ params: { id } });
        onGone?.();
        await askAgain('entity');
      }}
      onClose={onClose}
    >
      <Text size="sm">It cannot be brought back. With it go, at once:</Text>
      <List size="sm">
        <List.Item>every grant on it: whoever it was shared with can use it no more</List.Item>
        <List.Item>
          every scope that names it: tokens that were made for it lose just that
        </List.Item>
        {type === 'channel' && (
          <List.Item>
            its messages: what was retained goes, and live connections to it are closed
          </List.Item>
        )}
      </List>
      <Text size="sm">The audit record keeps its name.</Text>
    </ConfirmDialog>
  );
}
