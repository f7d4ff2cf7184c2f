import { siteId, type TokenId } from '@keywright/contract';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import { loadRows } from '../../tests/scale/load-rows.ts';
import type { TableRows } from '../../tests/scale/table-rows.ts';
import { uuidAt } from '../../tests/scale/uuid-at.ts';

/** So many tokens belong to one service account. */
const tokensOfOne = 10;
const yearMs = 365 * 86_400_000;

/**
 * Puts so many active tokens of service accounts into an empty database. Answers with the whole texts of `known` of them,
 * evenly spread.
 */
export async function storeTokens(
  storage: StorageConfig,
  { count, known }: { count: number; known: number },
): Promise<string[]> {
  await (await openStorage(storage)).close();
  const now = Date.now();
  const owners = Array.from({ length: Math.ceil(count / tokensOfOne) }, () => uuidAt(now));
  const every = Math.floor(count / known);
  const texts: string[] = [];
  const tokens: TableRows = {
    table: 'tokens',
    columns: [
      ...['id', 'service_account_id', 'name', 'name_key', 'description', 'secret_sha256'],
      ...['created_at', 'expires_at', 'access', 'created_by_kind', 'created_by_name'],
    ],
    *rows() {
      for (let n = 0; n < count; n++) {
        const id = uuidAt(now - count + n);
        const owner = owners[n % owners.length] ?? '';
        const { token, digest } = makeToken('service_account', id as TokenId);
        if (n % every === 0 && texts.length < known) texts.push(token.reveal());
        yield [id, owner, 'ci', 'ci', '', digest, now, now + yearMs, 'full', 'operator', 'bench'];
      }
    },
  };
  await loadRows(storage, [accountsOf(owners, now), tokens]);
  return texts;
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
