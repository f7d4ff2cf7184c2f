import type { AnyId, AuditActorKind, CredentialKind } from '@keywright/contract';

/** Who acted, for the record. */
export interface Actor {
  readonly kind: AuditActorKind;
  /** Null for `operator` and `system`. */
  readonly id: AnyId | null;
  readonly name: string;
  readonly credential: {
    readonly kind: CredentialKind;
    readonly id: AnyId;
    readonly name: string;
  } | null;
}

/** Where it came from. */
export interface Origin {
  readonly requestId: string;
  readonly address: string | null;
  /** At most 300 characters: it is kept with every event, and callers choose its length. */
  readonly userAgent: string | null;
}
