import type { Storage } from '../storage/storage.ts';
import type { Caller } from './principal.ts';

/** What somebody's rights may follow from that was changed: a row, by its id, and whose it is. */
export interface RightsChange {
  readonly kind: string;
  readonly id: string;
  /** The principal it belongs or was granted to. */
  readonly ownerId: string | null;
  /** Whether the row is no more. */
  readonly isGone: boolean;
}

/** Changes that no decision about anybody reads; every task makes several. */
const harmless: ReadonlySet<string> = new Set([
  'deployment_task',
  'deployment_webhook',
  'k8s_resource',
  'k8s_cluster',
  'helm_chart',
  'deployment_kind',
]);

/** Changes after which nobody's rights are what they were known to be: who holds a role, or whose tokens a policy ended, is not said. */
const sweeping: ReadonlySet<string> = new Set(['role', 'token_policy', 'organization', 'site']);

/**
 * Calls `hear` with each committed change that a decision may depend on, of any server, and `missed` where some may have
 * gone unheard. Returns the way to stop.
 */
export function followRights(
  storage: Storage,
  hear: (change: RightsChange) => void,
  missed: () => void,
): () => void {
  return storage.listen((message) => {
    const change = readChange(message);
    if (change === undefined) missed();
    else if (!harmless.has(change.kind)) hear(change);
  }, missed);
}

/** Undefined: whoever may write to the database may send anything on its channel. */
function readChange(message: string): RightsChange | undefined {
  try {
    const { kind, id, owner_id: ownerId, change } = JSON.parse(message);
    const isGone = change === 'delete';
    return { kind: String(kind), id: String(id), ownerId: ownerId ?? null, isGone };
  } catch {
    return undefined;
  }
}

/** Whether it may have changed what this caller may do on nodes of the tree whose ids (and whose projects’) these are. */
export function concernsRights(
  { principal, credential }: Caller,
  nodes: ReadonlySet<string>,
  { kind, id, ownerId }: RightsChange,
): boolean {
  if (sweeping.has(kind)) return true;
  return id === principal.id || id === credential.id || ownerId === principal.id || nodes.has(id);
}
