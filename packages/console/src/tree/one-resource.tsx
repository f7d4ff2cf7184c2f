import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';

interface Props<Row> {
  readonly query: UseQueryResult<Row>;
  /** Said in place of its name while that is not known: "Organization". */
  readonly what: string;
  readonly trail: readonly Step[];
  readonly children: (row: Row) => ReactNode;
}

/** A page about one thing: on its way, refused, or there. */
export function OneResource<Row>({ query, what, trail, children }: Props<Row>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <>
      <PageHeader title={what} trail={trail} />
      {query.error ? (
        <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ListSkeleton rows={3} />
      )}
    </>
  );
}
