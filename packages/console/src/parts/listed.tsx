import { Button, Group, Pagination, Stack, Text } from '@mantine/core';
import { IconFileOff } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import { ErrorPanel } from './error-panel.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import classes from './listed.module.css';

export interface PageOf<Row> {
  readonly page: number;
  readonly per_page: number;
  readonly items: readonly Row[];
  readonly num_total: number;
}

interface Props<Row> {
  readonly query: UseQueryResult<PageOf<Row>>;
  /** What stands there when nothing is listed. */
  readonly empty: ReactNode;
  readonly counted: (count: number) => string;
  readonly onPage: (page: number) => void;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A list in each of its states: on its way, failed, empty, and there, with its pages below. */
export function Listed<Row>({ query, empty, counted, onPage, children }: Props<Row>) {
  const retry = () => void query.refetch();
  if (query.isPending) return <ListSkeleton />;
  if (!query.data) return <ErrorPanel error={query.error} onRetry={retry} />;
  const { page, per_page, items, num_total } = query.data;
  const pages = Math.max(1, Math.ceil(num_total / per_page));
  return (
    <Stack gap="sm">
      {query.error && <ErrorPanel error={query.error} onRetry={retry} />}
      {num_total === 0 ? (
        empty
      ) : items.length === 0 ? (
        <PastTheEnd onFirst={() => onPage(1)} />
      ) : (
        // What the filters were before, until the answer to the new ones is there.
        <div aria-busy={query.isPlaceholderData} className={classes.rows}>
          {children(items)}
        </div>
      )}
      {num_total > 0 && (
        <Group justify="space-between" gap="xs">
          <Text size="sm" c="dimmed" role="status">
            {counted(num_total)}
          </Text>
          {(pages > 1 || page > 1) && (
            <Pagination
              size="sm"
              total={pages}
              value={page}
              onChange={onPage}
              getItemProps={(n) => ({ 'aria-label': `Page ${n}` })}
              getControlProps={(control) => ({ 'aria-label': `${control} page` })}
            />
          )}
        </Group>
      )}
    </Stack>
  );
}

/** As after the last row of the last page was deleted. */
function PastTheEnd({ onFirst }: { readonly onFirst: () => void }) {
  return (
    <EmptyState
      icon={IconFileOff}
      title="This page is empty"
      action={
        <Button variant="default" onClick={onFirst}>
          Go to page 1
        </Button>
      }
    >
      The list has become shorter than it was.
    </EmptyState>
  );
}
