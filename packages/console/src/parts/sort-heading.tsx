import { UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import classes from './list-table.module.css';

/** The order of a list as its address holds it: `name`, or `-name` for the other way round. */
export interface Order {
  readonly by: string | undefined;
  readonly onOrder: (by: string | undefined) => void;
}

const icons = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort };

/** Which way a list goes by this column. */
export function directionOf(sortBy: string, by: string | undefined): keyof typeof icons {
  if (by === sortBy) return 'ascending';
  return by === `-${sortBy}` ? 'descending' : 'none';
}

interface Props {
  readonly label: string;
  readonly sortBy: string;
  readonly order: Order;
}

/** The heading of a column that orders the list: one way, the other way, and as it was. */
export function SortHeading({ label, sortBy, order }: Props) {
  // There the rows are cards without headings, and the order is chosen above them.
  const isCards = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const direction = directionOf(sortBy, order.by);
  if (isCards) return label;
  const Icon = icons[direction];
  const next = { none: sortBy, ascending: `-${sortBy}`, descending: undefined }[direction];
  return (
    <UnstyledButton
      className={classes.sort}
      data-sorted={direction !== 'none' || undefined}
      onClick={() => order.onOrder(next)}
    >
      {label}
      <Icon size={14} aria-hidden />
    </UnstyledButton>
  );
}
