import { builtInRoles, siteId, type TokenId } from '@keywright/contract';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import { loadRows } from '../../tests/scale/load-rows.ts';
import type { TableRows } from '../../tests/scale/table-rows.ts';
import { uuidAt } from '../../tests/scale/uuid-at.ts';

const yearMs = 365 * 86_400_000;

export interface Amount {
  readonly count: number;
  /** So many of each account. */
  readonly ofOne: number;
  /** So many whole texts are wanted: of some accounts all, evenly spread over the table. */
  readonly known: number;
}

export interface Stored {
  /** Whole tokens. */
  readonly texts: readonly string[];
  /** One more, whose account may verify all others. */
  readonly verifier: string;
}

/** Puts so many active tokens of service accounts into an empty database. */
export async function storeTokens(
  storage: StorageConfig,
  { count, ofOne, known }: Amount,
): Promise<Stored> {
  await (await openStorage(storage)).close();
  const now = Date.now();
  const owners = Array.from({ length: Math.ceil(count / ofOne) }, () => uuidAt(now));
  const every = Math.floor(count / known);
  let verifier = '';
  const texts: string[] = [];
  const tokens: TableRows = {
    table: 'tokens',
    columns: [
      ...['id', 'service_account_id', 'name', 'name_key', 'description', 'secret_sha256'],
      ...['created_at', 'expires_at', 'access', 'created_by_kind', 'created_by_name'],
    ],
    *rows() {
      for (let n = -1; n < count; n++) {
        const id = uuidAt(now - count + n);
        const account = Math.floor(Math.max(0, n) / ofOne);
        const owner = owners[account] ?? '';
        const { token, digest } = makeToken('service_account', id as TokenId);
        if (n < 0) verifier = token.reveal();
        else if (account % every === 0 && texts.length < known) texts.push(token.reveal());
        yield [id, owner, 'ci', 'ci', '', digest, now, now + yearMs, 'full', 'operator', 'bench'];
      }
    },
  };
  await loadRows(storage, [accountsOf(owners, now), tokens, grantOf(owners[0] ?? '', now)]);
  return { texts, verifier };
}

function accountsOf(ids: readonly string[], now: number): TableRows {
  return {
    table: 'service_accounts',
    columns: [
      ...['id', 'name', 'name_key', 'sibling_key', 'description', 'home_id', 'is_enabled'],
      ...['created_at', 'created_by_kind', 'created_by_name'],
    ],
    *rows() {
      for (const [n, id] of ids.entries()) {
        const name = `account ${n}`;
        yield [id, name, name, name, '', siteId, 1, now, 'operator', 'bench'];
      }
    },
  };
}

function grantOf(account: string, now: number): TableRows {
  const { id: role } = builtInRoles.verifier;
  return {
    table: 'grants',
    columns: [
      ...['id', 'principal_kind', 'principal_id', 'role_id', 'set_id', 'lists', 'resource_id'],
      ...['resource_type', 'created_at', 'created_by_kind', 'created_by_name'],
    ],
    *rows() {
      const what = [uuidAt(now), 'service_account', account, role, role, 0];
      yield [...what, siteId, 'site', now, 'operator', 'bench'];
    },
  };
}
