import { queryOptions } from '@tanstack/react-query';
import type { OpenApi } from '../reference/open-api.ts';

/** The API's own description of itself. It is a document, not an endpoint of the table. */
export const openApiQuery = queryOptions({
  queryKey: ['open_api'],
  queryFn: async ({ signal }): Promise<OpenApi> => {
    const answer = await fetch('/api/v2/openapi.json', { signal });
    if (!answer.ok) throw new Error(`The description came with status ${answer.status}.`);
    return answer.json();
  },
  staleTime: Number.POSITIVE_INFINITY,
});
