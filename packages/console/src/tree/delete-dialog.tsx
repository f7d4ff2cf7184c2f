import type { Loss } from '@keywright/sdk';
import { List, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { lossExamples, lossLines } from './loss-words.ts';

interface Props {
  /** "organization", "env". */
  readonly what: string;
  readonly row: { readonly id: string; readonly name: string };
  /** Asks the server what would be lost, and changes nothing. */
  readonly preview: (signal: AbortSignal) => Promise<Loss | undefined>;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Says what goes with a resource before it goes, by the server's own count. */
export function DeleteDialog({ what, row, preview, act, onClose }: Props) {
  const loss = useQuery({
    queryKey: ['loss', row.id],
    queryFn: async ({ signal }) => (await preview(signal)) ?? null,
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <ConfirmDialog
      title={`Delete the ${what} “${row.name}”?`}
      confirm={`Delete ${what}`}
      done={`“${row.name}” is deleted.`}
      nameToType={row.name}
      isWaiting={!loss.data}
      act={act}
      onClose={onClose}
    >
      {loss.data ? (
        <Lost loss={loss.data} id={row.id} />
      ) : loss.error ? (
        <ErrorPanel error={loss.error} onRetry={() => void loss.refetch()} />
      ) : (
        <Skeleton height={96} role="status" aria-label="Loading" />
      )}
    </ConfirmDialog>
  );
}

function Lost({ loss, id }: { readonly loss: Loss; readonly id: string }) {
  const examples = lossExamples(loss, id);
  return (
    <>
      <Text size="sm">It cannot be brought back. This goes, at once:</Text>
      <List size="sm">
        {lossLines(loss).map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {examples.length > 0 && (
        <Text size="sm" c="dimmed">
          Among them {examples.slice(0, 8).join(', ')}
          {examples.length > 8 && ' and others'}.
        </Text>
      )}
      {loss.last_used && (
        <Text size="sm">
          The service account <b>{loss.last_used.name}</b> was used{' '}
          <b>
            <RelativeTime at={loss.last_used.at} />
          </b>
          .
        </Text>
      )}
      <Text size="sm">The audit record keeps the names of all of it.</Text>
    </>
  );
}
