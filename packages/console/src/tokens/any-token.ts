import type {
  CreatedServiceAccountToken,
  CreatedUserToken,
  ServiceAccountToken,
  UserToken,
} from '@keywright/sdk';

/** A person's or a service account's. */
export type AnyToken = UserToken | ServiceAccountToken;
export type AnyCreatedToken = CreatedUserToken | CreatedServiceAccountToken;

export const isPersonal = (token: AnyToken): token is UserToken => 'user_id' in token;
