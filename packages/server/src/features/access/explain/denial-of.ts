import type { ExplainedAccess, Permission, PrincipalId, PrincipalRef } from '@keywright/contract';
import { rolesInReach } from '../../../plane/roles-in-reach.ts';
import type { PathNames } from '../../../plane/tree/node.ts';
import type { Db } from '../../../storage/storage.ts';
import { holderRef, type NamedHolder, readHolders } from '../holders/named-holder.ts';
import { firstHolders } from './queries.ts';
import type { AskedNode } from './question.ts';

interface Denied {
  readonly holder: NamedHolder;
  readonly permission: Permission;
  readonly asked: AskedNode;
  readonly names: PathNames;
  /** Whether who asks may learn who could grant it. */
  readonly namesGranters: boolean;
  readonly now: number;
}

/** What is missing, which roles would give it, and who could grant one of them. */
export async function denialOf(
  db: Db,
  denied: Denied,
): Promise<NonNullable<ExplainedAccess['denial']>> {
  const { holder, permission, asked, names } = denied;
  if (!holder.isActive) {
    return { because: 'inactive', message: inactivity(holder), roles: [], granters: [] };
  }
  const { node } = asked;
  const where = node.type === 'site' ? 'on the site' : `on ${node.name}, or on anything above it`;
  const roles = await rolesInReach(db, permission, asked.place.path);
  return {
    because: 'no_grant',
    message: `${holder.name} has no unexpired grant of ${permission} ${where}.`,
    roles: roles.map(({ id, name, label, homeId }) => ({
      id,
      name,
      label,
      home: homeId && names.ref(homeId),
    })),
    granters: denied.namesGranters ? await grantersOf(db, denied) : [],
  };
}

function inactivity({ kind, name }: NamedHolder): string {
  switch (kind) {
    case 'user':
      return `${name} is not active, so no grant of theirs counts. A site administrator can activate them.`;
    case 'service_account':
      return `${name} is disabled or has expired, so no grant of it counts. Who administers it can change that.`;
    case 'deployment':
      return `${name} is disabled or about to be deleted, so no grant of it counts. Who may enable it can change that.`;
    default:
      throw kind satisfies never;
  }
}

const mostGranters = 20;

/** Who may grant there and holds the permission, so that they may give it: people first, site administrators last. */
async function grantersOf(
  db: Db,
  { permission, asked: { place }, now }: Denied,
): Promise<PrincipalRef[]> {
  const question = {
    path: place.path,
    kindId: place.kindId,
    permissions: ['grant.create', permission],
    now,
  } as const;
  const ids: PrincipalId[] = [];
  for (const whose of ['people', 'accounts', 'deployments', 'admins'] as const) {
    const left = mostGranters - ids.length;
    if (left > 0) ids.push(...(await firstHolders(db, question, whose, left)));
  }
  const holders = await readHolders(db, ids, now);
  return ids.flatMap((id) => {
    const holder = holders.get(id);
    return holder ? [holderRef(holder)] : [];
  });
}
