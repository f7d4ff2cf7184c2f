/** What a list answers: one page of it. */
export interface Page<I = unknown> {
  readonly page: number;
  readonly per_page: number;
  readonly items: readonly I[];
  readonly num_total: number;
}

interface PageQuery {
  readonly page?: unknown;
  readonly page_size?: unknown;
}

/** Larger pages than a person looks at: the server's most. */
const mostPerPage = 200;

/** The pages of a list, from the one asked for to the last, each fetched when it is wanted. */
export async function* pagesOf<P extends Page>(
  fetchPage: (query: Readonly<Record<string, unknown>>) => Promise<P>,
  query: PageQuery = {},
): AsyncGenerator<P, void, undefined> {
  const size = query.page_size === undefined ? { per_page: mostPerPage } : {};
  for (let page = Number(query.page ?? 1); ; page += 1) {
    const got = await fetchPage({ ...size, ...query, page });
    if (got.items.length > 0) yield got;
    if (got.items.length < got.per_page || page * got.per_page >= got.num_total) return;
  }
}

export async function* itemsOf<I>(
  pages: AsyncGenerator<Page<I>, void, undefined>,
): AsyncGenerator<I, void, undefined> {
  for await (const { items } of pages) yield* items;
}
