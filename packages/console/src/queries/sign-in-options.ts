import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export const signInOptionsQuery = queryOptions({
  queryKey: ['sign_in_options'],
  queryFn: ({ signal }) => api.signInOptions({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});
