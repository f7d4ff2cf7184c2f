import type { Usage } from '@keywright/sdk';
import { Text } from '@mantine/core';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { bucketWords, number, refusals } from './usage-words.ts';

type Bucket = Usage['buckets'][number];

/** The same as the chart in numbers: each hour or day in which something happened, the latest first. */
export function UsageTable({ usage }: { readonly usage: Usage }) {
  const { bucket, total } = usage;
  const rows = usage.buckets
    .filter((one) => Object.values(one).some((count) => typeof count === 'number' && count > 0))
    .reverse();
  if (rows.length === 0) return <Text size="sm">Nothing happened in this time.</Text>;
  const shown = refusals.filter(([outcome]) => total[outcome] > 0);
  const columns: Column<Bucket>[] = [
    { header: 'When', isName: true, cell: ({ at }) => bucketWords(at, bucket) },
    { header: 'Accepted', cell: ({ accepted }) => number(accepted) },
    ...shown.map(([outcome, header]) => ({
      header,
      cell: (one: Bucket) => number(one[outcome]),
    })),
  ];
  return (
    <ListTable label="Use, in numbers" columns={columns} rows={rows} rowKey={({ at }) => at} />
  );
}
