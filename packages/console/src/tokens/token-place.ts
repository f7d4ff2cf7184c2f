import { type AnyToken, isPersonal } from './any-token.ts';

/** Where the page of a token is: one's own stand below one's list. */
export function pageOfToken(token: AnyToken, ownUserId: string) {
  if (isPersonal(token) && token.user_id === ownUserId) {
    return { to: '/profile/user-tokens/$id', params: { id: token.id } } as const;
  }
  return {
    to: '/credentials/$kind/$id',
    params: { kind: kindOfToken(token), id: token.id },
  } as const;
}

/** What the record calls it. */
export const kindOfToken = (token: AnyToken): 'user_token' | 'service_account_token' =>
  isPersonal(token) ? 'user_token' : 'service_account_token';
