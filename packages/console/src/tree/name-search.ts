import { pageIn, textIn } from '../address.ts';

/** The filters of a list of names, as the address holds them. */
export interface NameSearch {
  readonly search?: string | undefined;
  readonly page?: number | undefined;
}

export const nameSearchIn = (raw: Record<string, unknown>): NameSearch => ({
  search: textIn(raw, 'search'),
  page: pageIn(raw),
});

export const nameQueryOf = ({ search, page }: NameSearch) => ({ per_page: 25, name: search, page });
