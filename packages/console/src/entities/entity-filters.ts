import { pageIn, textIn, wordIn } from '../address.ts';
import type { EntityFilters } from '../queries/entities.ts';

const sharings = ['with_me', 'by_me'] as const;
export type Sharing = (typeof sharings)[number];

/** The filters of a list of entities, as the address holds them. */
export interface EntitySearch {
  readonly search?: string | undefined;
  readonly type?: string | undefined;
  readonly shared?: Sharing | undefined;
  readonly page?: number | undefined;
}

export const sharingIn = (text: string): Sharing | undefined =>
  wordIn({ shared: text }, 'shared', sharings);

export const entitySearchIn = (raw: Record<string, unknown>): EntitySearch => ({
  search: textIn(raw, 'search'),
  type: textIn(raw, 'type'),
  shared: wordIn(raw, 'shared', sharings),
  page: pageIn(raw),
});

export const entityQueryOf = (filters: EntitySearch): EntityFilters => ({
  ...filters,
  per_page: 25,
});
