import { builtInRoleOf } from '@keywright/contract';
import type { KeptSet, SetId } from './kept.ts';

const known = new Map<SetId, KeptSet>();

/** What a built-in role contains is part of the program: never read, never dropped. Undefined: it is none. */
export function builtInKept(id: SetId): KeptSet | undefined {
  const kept = known.get(id);
  if (kept) return kept;
  const role = builtInRoleOf(id);
  if (!role) return undefined;
  const permissions: ReadonlySet<string> = new Set(role.permissions);
  const set = { id, permissions, recent: false, alive: true };
  known.set(id, set);
  return set;
}
