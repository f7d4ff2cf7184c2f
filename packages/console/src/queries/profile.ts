import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Who is signed in, and what they may do. Everything behind the sign-in waits for it. */
export const profileQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: ({ signal }) => api.profile({ signal }),
  staleTime: 30_000,
});

/** The signed-in person; only for pages inside the shell, which shows nothing before they are known. */
export const useProfile = () => useSuspenseQuery(profileQuery).data;
