import { type PageRequest, pageOf } from '@keywright/contract';

/** Which rows of a list to read. */
export interface Slice {
  readonly limit: number;
  readonly offset: number;
}

/** The slice a request asks for, and the page that answers it. */
export function paged(query: PageRequest) {
  const { page, perPage } = pageOf(query);
  const slice: Slice = { limit: perPage, offset: (page - 1) * perPage };
  return {
    slice,
    answer: <T>(items: T[], total: number) => ({
      page,
      per_page: perPage,
      items,
      num_total: total,
    }),
  };
}
