import type {
  DeploymentId,
  DeploymentTokenId,
  ResourceId,
  ServiceAccountId,
  ServiceAccountTokenId,
  SessionId,
  TokenAccess,
  UserId,
  UserTokenId,
} from '@keywright/contract';

/** Who acts. */
export type Principal = UserPrincipal | ServiceAccountPrincipal | DeploymentPrincipal;

export interface UserPrincipal {
  readonly kind: 'user';
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

export interface ServiceAccountPrincipal {
  readonly kind: 'service_account';
  readonly id: ServiceAccountId;
  readonly name: string;
  /** The node of the tree it is at home at: it holds rights inside alone. */
  readonly homeId: ResourceId;
  /** When it ends, in milliseconds since 1970, and with it all that it holds. Null: never. */
  readonly expiresAt: number | null;
  /** What administering the site is for people; no service account does. */
  readonly isAdmin: false;
  /** Enabled and unexpired. */
  readonly isActive: boolean;
}

export interface DeploymentPrincipal {
  readonly kind: 'deployment';
  readonly id: DeploymentId;
  readonly name: string;
  readonly isAdmin: false;
  /** Enabled, and not about to be deleted. */
  readonly isActive: boolean;
}

const sessionNames = { browser: 'Browser session', api: 'API session' } as const;

/** What a session is called: by the machine a program was signed in on, else by how it was opened. */
export const sessionName = (session: {
  readonly via: keyof typeof sessionNames;
  readonly device_name: string | null;
}): string =>
  session.device_name === null ? sessionNames[session.via] : `Terminal on ${session.device_name}`;

interface TokenCredential<Kind extends string, Id> {
  readonly kind: Kind;
  readonly id: Id;
  readonly name: string;
  readonly expiresAt: number | null;
  readonly access: TokenAccess;
  /** The digest of the secret it proved itself by: a renewed token keeps its id, and another secret is another bearer. */
  readonly provedBy: Uint8Array;
  /** When that secret ends though its token goes on: the old one of a rotation. Null: with the token. */
  readonly secretEndsAt: number | null;
}

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
  | TokenCredential<'user_token', UserTokenId>
  | TokenCredential<'service_account_token', ServiceAccountTokenId>
  | TokenCredential<'deployment_token', DeploymentTokenId>;

/** A principal with the credential it proved itself by. */
export interface Caller {
  readonly principal: Principal;
  readonly credential: Credential;
}
