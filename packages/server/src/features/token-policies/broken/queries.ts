import {
  type PrincipalId,
  type ResourceId,
  siteId,
  type TokenId,
  type UserId,
} from '@keywright/contract';
import type { Db } from '../../../storage/storage.ts';
import { latestEnd, type Rules } from '../rules.ts';

/** Which tokens are looked at, and by what they are judged. */
export interface BrokenBy {
  /** The site, or an organization. */
  readonly placeId: ResourceId;
  readonly rules: Rules;
  readonly now: number;
}

/**
 * Active tokens that could not be made today as they are. Of a site: all. Of an organization: those of service accounts at home in
 * it, and of people who hold something in it and nothing outside; what others hold elsewhere is not its business.
 */
function broken(db: Db, { placeId, rules, now }: BrokenBy) {
  const { max_life_days: most } = rules;
  const endsEachOne = !rules.allows_never_ending || most !== null;
  return db
    .selectFrom('tokens')
    .where('tokens.deleted_at', 'is', null)
    .where('tokens.revoked_at', 'is', null)
    .where((row) =>
      row.or([row('tokens.expires_at', 'is', null), row('tokens.expires_at', '>', now)]),
    )
    .where((row) =>
      row.or([
        ...(rules.allows_full_access ? [] : [row('tokens.access', '=', 'full')]),
        ...(endsEachOne ? [row('tokens.expires_at', 'is', null)] : []),
        ...(most === null ? [] : [row('tokens.expires_at', '>', latestEnd(most, now))]),
      ]),
    )
    .$if(placeId !== siteId, (q) => q.where('tokens.id', 'in', tokensIn(db, placeId, now)));
}

function tokensIn(db: Db, organizationId: ResourceId, now: number) {
  const ofAccounts = db
    .selectFrom('tokens as of_account')
    .innerJoin('service_accounts as account', 'account.id', 'of_account.service_account_id')
    .innerJoin('resources as home', 'home.id', 'account.home_id')
    .select('of_account.id')
    .where('home.organization_id', '=', organizationId)
    .where('of_account.deleted_at', 'is', null);
  const ofPeople = db
    .selectFrom('tokens as of_person')
    .select('of_person.id')
    .where('of_person.user_id', 'in', peopleIn(db, organizationId, now))
    .where('of_person.deleted_at', 'is', null);
  return ofAccounts.unionAll(ofPeople);
}

const peopleIn = (db: Db, organizationId: ResourceId, now: number) =>
  db
    .selectFrom('grants')
    .innerJoin('users', (on) =>
      on.on('users.id', '=', (row) => row.ref('grants.principal_id').$castTo<UserId>()),
    )
    .select('users.id')
    .where('grants.organization_id', '=', organizationId)
    .where('grants.principal_kind', '=', 'user')
    .where((row) => row.or([row('grants.ends_at', 'is', null), row('grants.ends_at', '>', now)]))
    .where('users.is_admin', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('grants as elsewhere')
            .select('elsewhere.id')
            .whereRef('elsewhere.principal_id', '=', 'grants.principal_id')
            .where((row) =>
              row.or([
                row('elsewhere.organization_id', 'is', null),
                row('elsewhere.organization_id', '<>', organizationId),
              ]),
            )
            .where((row) =>
              row.or([row('elsewhere.ends_at', 'is', null), row('elsewhere.ends_at', '>', now)]),
            ),
        ),
      ),
    );

export async function countBroken(db: Db, by: BrokenBy): Promise<number> {
  const row = await broken(db, by)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

export type BrokenRow = Awaited<ReturnType<typeof lastUsedBroken>>[number];

/** Those used last first; never used ones come last. */
export function lastUsedBroken(db: Db, by: BrokenBy, limit: number) {
  return owned(db, by)
    .orderBy('credential_usage.last_used_at', (order) => order.desc().nullsLast())
    .orderBy('tokens.id')
    .limit(limit)
    .execute();
}

/** The next ones by id. */
export function nextBroken(db: Db, by: BrokenBy, { after, limit }: Step) {
  return owned(db, by)
    .$if(after !== null, (q) => q.where('tokens.id', '>', after as TokenId))
    .orderBy('tokens.id')
    .limit(limit)
    .execute();
}

interface Step {
  readonly after: TokenId | null;
  readonly limit: number;
}

const owned = (db: Db, by: BrokenBy) =>
  broken(db, by)
    .leftJoin('users', 'users.id', 'tokens.user_id')
    .leftJoin('service_accounts', 'service_accounts.id', 'tokens.service_account_id')
    .leftJoin('credential_usage', 'credential_usage.credential_id', 'tokens.id')
    .select([
      'tokens.id',
      'tokens.name',
      'tokens.access',
      'tokens.expires_at',
      'tokens.user_id',
      (row) =>
        row.fn
          .coalesce(
            row.ref('tokens.user_id').$castTo<PrincipalId>(),
            row.ref('tokens.service_account_id').$castTo<PrincipalId>(),
          )
          .as('owner_id'),
      (row) => row.fn.coalesce('users.display_name', 'service_accounts.name').as('owner_name'),
      'credential_usage.last_used_at',
    ]);
