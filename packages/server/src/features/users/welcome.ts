import type { AuditChange, UserId } from '@keywright/contract';
import type { Tx } from '../../storage/storage.ts';

/** Grants a new person what everybody who comes is given; in the transaction that makes them. */
export type Welcome = (
  tx: Tx,
  user: { readonly id: UserId; readonly name: string },
  now: number,
) => Promise<AuditChange[]>;
