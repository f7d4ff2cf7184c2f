import type { Entity, Share } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { shareWords } from './share-words.ts';

interface Props {
  readonly entity: Entity;
  readonly share: Share;
  readonly onClose: () => void;
}

/** Asks before a share is taken back, and says what stops. */
export function UnshareDialog({ entity, share, onClose }: Props) {
  const { principal, role } = share;
  return (
    <ConfirmDialog
      title={`Unshare ${entity.name} with ${principal.name}?`}
      confirm="Unshare"
      done={`${entity.name} is no longer shared with ${principal.name}.`}
      act={async () => {
        await api.unshareEntity({ params: { id: entity.id }, body: { grant_id: share.id } });
        await askAgain('grant');
      }}
      onClose={onClose}
    >
      <Text size="sm">
        What this share gives on <b>{entity.name}</b>, {role ? 'the role ' : ''}
        <b>{shareWords(share)}</b>, is refused from the next request on
        {principal.kind === 'user'
          ? ', to them and to the programs that hold their tokens.'
          : ': programs that hold its tokens stop working here.'}
        {entity.type === 'channel' && ' Live connections that need it are closed at once.'}
      </Text>
      <Text size="sm">
        What {principal.name} holds through a role in {entity.project.name} or above it stays.
      </Text>
    </ConfirmDialog>
  );
}
