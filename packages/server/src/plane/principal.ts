import type { SessionId, UserId, UserTokenId } from '@keywright/contract';

/** Who acts. Service accounts and deployments join this union when they exist. */
export interface Principal {
  readonly kind: 'user';
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

/** What a session is called, by how it was opened: it has no name of its own. */
export const sessionNames = { browser: 'Browser session', api: 'API session' } as const;

/** What the principal came with. */
export type Credential =
  | {
      readonly kind: 'session';
      readonly id: SessionId;
      readonly name: string;
      readonly expiresAt: number;
      /** A browser sends its cookie by itself, so a change made with one must prove where it came from. */
      readonly carrier: 'cookie' | 'bearer';
    }
  | {
      readonly kind: 'user_token';
      readonly id: UserTokenId;
      readonly name: string;
      readonly expiresAt: number | null;
    };

/** A principal with the credential it proved itself by. */
export interface Caller {
  readonly principal: Principal;
  readonly credential: Credential;
}
