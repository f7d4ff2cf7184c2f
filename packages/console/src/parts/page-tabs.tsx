import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './page-tabs.module.css';

export interface PageTab {
  readonly label: string;
  readonly to: NonNullable<LinkProps['to']>;
}

interface Props {
  readonly label: string;
  readonly tabs: readonly PageTab[];
  /** Of the address that all of them stand below. */
  readonly params: Readonly<Record<string, string>>;
}

/** The parts of a page, each with an address of its own. */
export function PageTabs({ label, tabs, params }: Props) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ label, to }) => (
        <Link
          key={to}
          to={to}
          params={params as never}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.tab}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
