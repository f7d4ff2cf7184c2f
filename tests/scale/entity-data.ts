import { createHash, randomBytes } from 'node:crypto';
import type { TableRows } from './table-rows.ts';
import type { Tree } from './tree-data.ts';
import { uuidAt } from './uuid-at.ts';

/** Tokens of one person, by how many channels they are scoped to. */
export interface Scoped {
  readonly two: string;
  readonly many: string;
}

export interface EntityData {
  readonly tables: readonly TableRows[];
  readonly scoped: Scoped;
}

interface Around {
  readonly tree: Pick<Tree, 'projectIds' | 'aboveEnv'>;
  readonly userIds: readonly string[];
  /** Administers the organization of a twentieth of all projects, and has the scoped tokens. */
  readonly admin: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

const words = (text: string) => text.split(' ');
/** Nine channels to a client. */
const typeOf = (i: number) => (i % 10 === 9 ? 'client' : 'channel');
const manyScopes = 1000;

/** So many entities, spread over all projects; one channel in a hundred is shared with somebody. */
export function makeEntities(count: number, around: Around): EntityData {
  const ids = Array.from({ length: count }, () => uuidAt(around.now - 1000));
  const tokens = { two: madeToken(around.now), many: madeToken(around.now) };
  const shared = ids.flatMap((id, i) =>
    i % 100 === 0 ? [{ id, i, grant: uuidAt(around.now) }] : [],
  );
  const { length: projects } = around.tree.projectIds;
  // Those of the projects that the person administers: see `standingOf`.
  const reached = ids.filter((_, i) => typeOf(i) === 'channel' && (i % projects) % 20 === 0);
  return {
    scoped: { two: tokens.two.text, many: tokens.many.text },
    tables: [
      nodesTable(ids, around),
      entitiesTable(ids, around.now),
      tokensTable(Object.values(tokens), around),
      scopesTable([
        { token: tokens.two.id, targets: reached.slice(0, 2) },
        { token: tokens.many.id, targets: reached.slice(0, manyScopes) },
      ]),
      sharesTable(shared, around),
      setsTable(shared),
    ],
  };
}

/** A token in the form without a prefix. */
function madeToken(now: number) {
  const id = uuidAt(now);
  const secret = randomBytes(32).toString('base64url');
  const idHalf = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
  const digest = createHash('sha256').update(secret).digest();
  return { id, digest, text: `${idHalf}.${secret}` };
}

/** The organization and project that an entity stands in, by its number. */
const aboveEntity = ({ tree }: Around, i: number) => tree.aboveEnv(i % tree.projectIds.length);

function nodesTable(ids: readonly string[], around: Around): TableRows {
  return {
    table: 'resources',
    columns: words(
      'id type name name_key sibling_key parent_id organization_id project_id env_id kind_id created_at',
    ),
    *rows() {
      for (const [i, id] of ids.entries()) {
        const [organization, project] = aboveEntity(around, i);
        const name = i === ids.length >> 1 ? 'pellucid' : `sensor ${(i * 7919) % ids.length}`;
        const above = [project, organization, project, null, null];
        yield [id, typeOf(i), name, name, name, ...above, around.now];
      }
    },
  };
}

function entitiesTable(ids: readonly string[], now: number): TableRows {
  return {
    table: 'entities',
    columns: words('entity_id metadata updated_at'),
    *rows() {
      for (const id of ids) yield [id, '{"unit":"K"}', now];
    },
  };
}

type MadeToken = ReturnType<typeof madeToken>;

function tokensTable(tokens: readonly MadeToken[], { admin, now }: Around): TableRows {
  return {
    table: 'tokens',
    columns: words(
      'id user_id name name_key description secret_sha256 created_at access created_by_kind created_by_id created_by_name',
    ),
    *rows() {
      for (const { id, digest } of tokens) {
        const made = ['user', admin, 'Owner'];
        yield [id, admin, 'scoped', 'scoped', '', digest, now, 'scoped', ...made];
      }
    },
  };
}

function scopesTable(
  scopes: readonly { readonly token: string; readonly targets: readonly string[] }[],
): TableRows {
  return {
    table: 'token_scopes',
    columns: words('id token_id permission target_id created_at'),
    *rows() {
      for (const { token, targets } of scopes) {
        for (const target of targets) yield [uuidAt(0), token, 'channel.list', target, 0];
      }
    },
  };
}

interface Shared {
  readonly id: string;
  readonly i: number;
  readonly grant: string;
}

function sharesTable(shared: readonly Shared[], around: Around): TableRows {
  const { userIds, admin, now } = around;
  return {
    table: 'grants',
    columns: words(
      'id principal_kind principal_id role_id set_id lists resource_id resource_type organization_id project_id kind_id ends_at created_at created_by_kind created_by_id created_by_name',
    ),
    *rows() {
      for (const { id, i, grant } of shared) {
        const [organization, project] = aboveEntity(around, i);
        const whom = userIds[i % userIds.length] as string;
        const on = [id, typeOf(i), organization, project];
        const made = ['user', admin, 'Owner'];
        yield [grant, 'user', whom, null, grant, 0, ...on, null, null, now, ...made];
      }
    },
  };
}

function setsTable(shared: readonly Shared[]): TableRows {
  return {
    table: 'set_permissions',
    columns: ['set_id', 'permission'],
    *rows() {
      for (const { grant } of shared) {
        for (const permission of ['channel.list', 'channel.read']) yield [grant, permission];
      }
    },
  };
}
