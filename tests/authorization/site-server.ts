import {
  defaultOrganizationId,
  defaultProjectId,
  type ServiceAccountId,
  siteId,
  type TokenId,
  type UserId,
} from '@keywright/contract';
import { makeToken } from '../../packages/server/src/plane/make-token.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Tx } from '../../packages/server/src/storage/storage.ts';
import { createDatabase } from '../kit/database.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer } from '../kit/server.ts';
import type { ImaginedPrincipal, ImaginedSite } from './imagined-site.ts';
import { loadSite } from './load-site.ts';

/** A server on an imagined site, to which all its principals have a token, and whose clock the test sets. */
export interface SiteServer {
  /** The site with what every site has from the first day. */
  readonly site: ImaginedSite;
  as(asker: Asker): Client;
  /** The time for all that is asked from now on. */
  setTime(now: number): void;
  stop(): Promise<void>;
}

/** Who asks: a principal with a token of full access, or with one of those that the site has. */
export interface Asker {
  readonly principal: string;
  readonly token: string | null;
}

/** What times of imagined sites count from, in milliseconds since 1970. */
const start = Date.UTC(2026, 0, 1);

export async function serveSite(imagined: ImaginedSite): Promise<SiteServer> {
  const database = await createDatabase();
  const storage = await openStorage(database.storage);
  const tokens = await storage.change(async (tx) => {
    await loadSite(tx, imagined, start);
    return loadTokens(tx, imagined);
  });
  await storage.close();
  let time = start;
  const server = await startTestServer({ database, clock: () => time });
  return {
    site: withDefaults(imagined),
    as: ({ principal, token }) =>
      createClient(server.url, {
        headers: { 'x-platz-token': tokens.get(token ?? principal) ?? '' },
      }),
    setTime(now) {
      time = start + now;
    },
    async stop() {
      await server.stop();
      await database.drop();
    },
  };
}

async function loadTokens(tx: Tx, site: ImaginedSite): Promise<Map<string, string>> {
  const { principals } = site;
  const tokens = new Map<string, string>();
  for (const principal of principals) {
    const id = crypto.randomUUID() as TokenId;
    const { token, digest } = makeToken(principal.kind, id);
    tokens.set(principal.id, token.reveal());
    await tx
      .insertInto('tokens')
      .values({
        ...{ id, ...ownerOf(principal), name: 'token', name_key: 'token', description: '' },
        ...{ secret_sha256: digest, created_at: 0, access: 'full', issued_at: 0, updated_at: 0 },
        ...{ old_secret_sha256: null, old_secret_ends_at: null },
        ...{ expires_at: null, revoked_at: null, deleted_at: null },
        ...{ created_by_kind: 'system', created_by_id: null, created_by_name: 'test' },
      })
      .execute();
  }
  for (const { id, principal } of site.tokens) {
    const kind = principals.find((one) => one.id === principal)?.kind ?? 'user';
    const { token, digest } = makeToken(kind, id as TokenId);
    tokens.set(id, token.reveal());
    await tx
      .updateTable('tokens')
      .set({ secret_sha256: digest })
      .where('id', '=', id as TokenId)
      .execute();
  }
  return tokens;
}

function ownerOf({ kind, id }: ImaginedPrincipal) {
  return {
    user_id: kind === 'user' ? (id as UserId) : null,
    service_account_id: kind === 'user' ? null : (id as ServiceAccountId),
  };
}

function withDefaults(site: ImaginedSite): ImaginedSite {
  const more = { name: 'Default', kind: null, addsNewUsers: false };
  return {
    ...site,
    nodes: [
      ...site.nodes,
      { id: defaultOrganizationId, type: 'organization', parent: siteId, ...more },
      { id: defaultProjectId, type: 'project', parent: defaultOrganizationId, ...more },
    ],
  };
}
