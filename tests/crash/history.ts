/** What became of a request, as far as the client that sent it can tell. */
export type Outcome =
  /** Answered 2xx: it has happened, whatever comes. */
  | 'acknowledged'
  /** Answered 4xx, or 503 with the word that nothing was done. */
  | 'refused'
  /** No answer, or one that says so itself: it may or may not have happened. */
  | 'unknown';

/** One change that a client asked for. */
export interface Attempt {
  readonly kind: 'create' | 'revoke' | 'delete';
  readonly outcome: Outcome;
  /** Of the attempt's own, and so of the token's, where it is a creation. */
  readonly name: string;
  /** The token's id; unknown for a creation that was not acknowledged. */
  readonly tokenId: string | undefined;
  /** Names the request in the record; unknown where nothing was answered. */
  readonly requestId: string | undefined;
}

/** A row of `tokens`. Times are milliseconds since 1970. */
export interface StoredToken {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly deletedAt: number | null;
}

/** A row of `audit_events` about a token. */
export interface StoredEvent {
  readonly kind: Attempt['kind'];
  readonly at: number;
  readonly tokenId: string;
  readonly requestId: string;
}

/** All that a restarted server and its database say. */
export interface Found {
  readonly tokens: readonly StoredToken[];
  readonly events: readonly StoredEvent[];
  /** The status of a request made with the token, by its id: the tokens whose secret a client was given. */
  readonly statuses: ReadonlyMap<string, number>;
}
