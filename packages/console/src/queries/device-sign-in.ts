import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** What asks with a user code. Asked once: each look counts as a guess. */
export const deviceSignInQuery = (user_code: string) =>
  queryOptions({
    queryKey: ['device_sign_in', user_code],
    queryFn: ({ signal }) => api.findDeviceSignIn({ body: { user_code }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnMount: false,
  });
