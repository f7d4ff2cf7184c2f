import { KeywrightError, type Profile, type User } from '@keywright/sdk';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../api.ts';

/** Pages are for people: a session is always somebody's. */
export type PersonProfile = Profile & { readonly user: User };

/** Where the visitor stands. To be refused is an answer here, and only no answer at all is an error. */
export type Standing =
  | { readonly kind: 'signed_in'; readonly profile: PersonProfile }
  | { readonly kind: 'inactive'; readonly refusal: KeywrightError }
  | { readonly kind: 'signed_out' };

/** Who is signed in, and what they may do. Everything behind the sign-in waits for it. */
export const standingQuery = queryOptions({
  queryKey: ['profile'],
  queryFn: async ({ signal }): Promise<Standing> => {
    try {
      const profile = await api.profile({ signal });
      const { user } = profile;
      return user ? { kind: 'signed_in', profile: { ...profile, user } } : { kind: 'signed_out' };
    } catch (error) {
      if (!(error instanceof KeywrightError) || error.status !== 401) throw error;
      return error.code === 'principal_inactive'
        ? { kind: 'inactive', refusal: error }
        : { kind: 'signed_out' };
    }
  },
  staleTime: ({ state }) => (state.data?.kind === 'signed_in' ? 30_000 : 0),
  // An inactive person is let on by themselves soon after somebody activates them.
  refetchInterval: ({ state }) => (state.data?.kind === 'inactive' ? 15_000 : false),
});

export const ProfileContext = createContext<PersonProfile | undefined>(undefined);

/** The signed-in person; only for what stands inside the shell, which shows nothing before they are known. */
export function useProfile(): PersonProfile {
  const profile = useContext(ProfileContext);
  if (!profile) throw new Error('This is shown outside the shell.');
  return profile;
}
