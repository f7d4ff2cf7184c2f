import { pageIn, textIn, wordIn } from '../address.ts';
import type { UserFilters } from '../queries/users.ts';

export const personShows = ['active', 'inactive', 'admins'] as const;
export type PersonShow = (typeof personShows)[number];

/** The filters of the list of people, as the address holds them. */
export interface PersonSearch {
  readonly search?: string | undefined;
  readonly show?: PersonShow | undefined;
  readonly page?: number | undefined;
}

export const personSearchIn = (raw: Record<string, unknown>): PersonSearch => ({
  search: textIn(raw, 'search'),
  show: wordIn(raw, 'show', personShows),
  page: pageIn(raw),
});

const asked: Record<PersonShow, UserFilters> = {
  active: { is_active: true },
  inactive: { is_active: false },
  admins: { is_admin: true },
};

export const personQueryOf = ({ search, show, page }: PersonSearch): UserFilters => ({
  per_page: 25,
  search,
  page,
  ...(show && asked[show]),
});
