import { Table, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './list-table.module.css';
import { directionOf, type Order, SortHeading } from './sort-heading.tsx';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The row's name: first, and the heading of its card on a narrow screen. */
  readonly isName?: boolean;
  /** What the list can be put in order by, as its address calls it. */
  readonly sortBy?: string;
  /** The row's menu: without a visible heading. */
  readonly isMenu?: boolean;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Where the list can be put in another order. */
  readonly order?: Order;
}

/**
 * A table; on a narrow screen each row is a card with its headings beside its values. The roles are written
 * out because some browsers forget that it is a table once its parts are laid out otherwise.
 */
export function ListTable<Row>({ label, columns, rows, rowKey, order }: Props<Row>) {
  return (
    <div className={classes.frame}>
      <Table aria-label={label} className={classes.table} role="table">
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map((column) => (
              <Table.Th
                key={column.header}
                role="columnheader"
                scope="col"
                {...(order &&
                  column.sortBy && { 'aria-sort': directionOf(column.sortBy, order.by) })}
              >
                <Heading column={column} order={order} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} role="row">
              {columns.map((column) => (
                <Table.Td
                  key={column.header}
                  role="cell"
                  data-label={column.header}
                  data-part={column.isName ? 'name' : column.isMenu ? 'menu' : 'value'}
                >
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface HeadingProps<Row> {
  readonly column: Column<Row>;
  readonly order: Order | undefined;
}

function Heading<Row>({ column: { header, isMenu, sortBy }, order }: HeadingProps<Row>) {
  if (isMenu) return <VisuallyHidden>{header}</VisuallyHidden>;
  if (!order || !sortBy) return header;
  return <SortHeading label={header} sortBy={sortBy} order={order} />;
}
