import type { Cell, Tone } from './cell.ts';
import { cutTo, displayWidth, wrapTo } from './display-width.ts';
import { visible } from './visible.ts';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => Cell;
  /** Ids are copied, so they are never cut. Others are, down to this many columns. 8 without it. */
  readonly least?: number | 'whole';
}

/** Colours a text; the same text where there are none. */
export type Paint = (text: string, tone: Tone | undefined) => string;

const gap = 2;
const leastColumns = 8;

/**
 * Lines of a table that fits into so many columns (Infinity: a pipe, nothing is cut). The widest columns give first;
 * where even that is too much, each row becomes a block of its own, so that nothing is lost at 40 columns.
 */
export function tableLines<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  width: number,
  paint: Paint,
): string[] {
  const cells = rows.map((row) => columns.map((column) => shown(column.of(row))));
  const natural = columns.map(({ title }, at) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[at]?.text ?? ''))),
  );
  const least = columns.map(({ least = leastColumns }, at) =>
    least === 'whole' ? (natural[at] ?? 0) : Math.min(least, natural[at] ?? 0),
  );
  const widths = fitted(natural, least, width - gap * (columns.length - 1));
  if (widths === undefined) {
    const titles = columns.map(({ title }) => title.toLowerCase());
    return cells.flatMap((row, at) => [
      ...(at === 0 ? [] : ['']),
      ...recordLines(titles, row, width, paint),
    ]);
  }
  const head = columns.map(({ title }): Cell => ({ text: title, tone: 'strong' }));
  return [head, ...cells].map((row) => line(row, widths, paint));
}

const shown = ({ text, tone }: Cell): Cell => ({ text: visible(text), tone });

/** `title  value` lines about one thing, the values broken over lines where they are long. */
export function recordLines(
  titles: readonly string[],
  cells: readonly Cell[],
  width: number,
  paint: Paint,
): string[] {
  const column = Math.max(...titles.map(displayWidth)) + gap;
  return cells.flatMap((cell, at) => {
    const { text, tone } = shown(cell);
    const title = (titles[at] ?? '').padEnd(column);
    // An id is selected with a double click only where it stands on one line.
    const isNarrow = width - column < Math.min(displayWidth(text), 36);
    const room = Math.max(isNarrow ? width - gap : width - column, leastColumns);
    const lines = width === Infinity ? [text] : wrapTo(text, room);
    if (isNarrow) {
      return [paint(title.trimEnd(), 'quiet'), ...lines.map((one) => `  ${paint(one, tone)}`)];
    }
    return lines.map((one, n) =>
      n === 0 ? paint(title, 'quiet') + paint(one, tone) : ' '.repeat(column) + paint(one, tone),
    );
  });
}

/** Takes from the widest that may still give. Undefined: there is not enough to take. */
function fitted(natural: readonly number[], least: readonly number[], room: number) {
  const widths = [...natural];
  let excess = widths.reduce((sum, one) => sum + one, 0) - room;
  while (excess > 0) {
    const spare = widths.map((one, at) => (one > (least[at] ?? 0) ? one : 0));
    const widest = Math.max(...spare);
    if (widest === 0) return undefined;
    widths[spare.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function line(row: readonly Cell[], widths: readonly number[], paint: Paint): string {
  const parts = row.map(({ text, tone }, at) => {
    const width = widths[at] ?? 0;
    const cut = cutTo(text, width);
    const padding = at === row.length - 1 ? '' : ' '.repeat(width - displayWidth(cut));
    return paint(cut, tone) + padding;
  });
  return parts.join(' '.repeat(gap)).trimEnd();
}
