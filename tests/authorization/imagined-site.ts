/**
 * A site as plain data, for the tests of authorization: ids are UUIDs, times are whole numbers, permissions are
 * text. Nothing of it comes from the server, and nothing is derived: who stands above a node is told by its parent.
 */
export interface ImaginedSite {
  /** The first one is the site itself. */
  readonly nodes: readonly ImaginedNode[];
  readonly roles: readonly ImaginedRole[];
  readonly principals: readonly ImaginedPrincipal[];
  readonly grants: readonly ImaginedGrant[];
  readonly tokens: readonly ImaginedToken[];
}

export interface ImaginedNode {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** Null: the site. */
  readonly parent: string | null;
  /** The deployment kind of a deployment. */
  readonly kind: string | null;
  /** Of an env. */
  readonly addsNewUsers: boolean;
}

export interface ImaginedRole {
  readonly id: string;
  readonly permissions: readonly string[];
  /** Null: built in. */
  readonly home: string | null;
}

export type ImaginedPrincipal =
  | {
      readonly kind: 'user';
      readonly id: string;
      readonly isActive: boolean;
      readonly isAdmin: boolean;
    }
  | {
      readonly kind: 'service_account';
      readonly id: string;
      /** The site, an organization or a project. */
      readonly home: string;
      readonly isEnabled: boolean;
      /** Null: never. */
      readonly expiresAt: number | null;
    };

export interface ImaginedGrant {
  readonly id: string;
  readonly principal: string;
  readonly gives: { readonly role: string } | { readonly permissions: readonly string[] };
  readonly node: string;
  /** Null: whatever the deployment kind. */
  readonly kind: string | null;
  /** Null: never. */
  readonly endsAt: number | null;
}

/** What somebody may come with in place of a session. */
export interface ImaginedToken {
  readonly id: string;
  readonly principal: string;
  /** Null: full access. */
  readonly scopes: readonly ImaginedScope[] | null;
}

export interface ImaginedScope {
  readonly id: string;
  readonly permission: string;
  /** An entity, a project, or the site. */
  readonly node: string;
}

export interface Question {
  readonly principal: string;
  /** One of theirs; null: a session. */
  readonly token: string | null;
  readonly permission: string;
  readonly node: string;
  /** The deployment kind of what is about to be made below the node; null: the node's own. */
  readonly asKind: string | null;
  readonly now: number;
}
