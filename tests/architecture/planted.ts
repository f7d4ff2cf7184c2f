import type { RuleName } from './rules.ts';

/** Small sources that break one rule. The first path is the one that must be reported. */
export interface Planted {
  readonly breaks: string;
  readonly sources: Readonly<Record<string, string>>;
}

const one = (breaks: string, path: string, source: string): Planted => ({
  breaks,
  sources: { [path]: source },
});

const server = (path: string): string => `packages/server/src/${path}`;
const query = (call: string): string => `export const run = (db: any) => db.${call};`;

/** For every rule, what it must catch. A rule without its row does not compile. */
export const planted: Readonly<Record<RuleName, readonly Planted[]>> = {
  packageDirection: [
    one('contract imports sdk', 'packages/contract/src/x.ts', "import '@keywright/sdk';"),
    one('contract imports server', 'packages/contract/src/x.ts', "import '@keywright/server';"),
    one('contract imports npm', 'packages/contract/src/x.ts', "import x from 'fastify';"),
    one('contract imports node', 'packages/contract/src/x.ts', "import 'node:crypto';"),
    one(
      'sdk imports server',
      'packages/sdk/src/x.ts',
      "import type { A } from '@keywright/server';",
    ),
    one('sdk imports npm', 'packages/sdk/src/x.ts', "import { z } from 'zod';"),
    one('sdk imports node', 'packages/sdk/src/x.ts', "import 'node:fs';"),
    one('sdk imports its part for node', 'packages/sdk/src/x.ts', "import './node/places.ts';"),
    one('cli goes past the entries', 'packages/cli/src/x.ts', "import '@keywright/sdk/client';"),
    one('cli imports contract', 'packages/cli/src/x.ts', "import '@keywright/contract';"),
    one('cli imports server', 'packages/cli/src/x.ts', "import '@keywright/server';"),
    one('cli imports console', 'packages/cli/src/x.ts', "import '@keywright/console';"),
    one('cli imports npm', 'packages/cli/src/x.ts', "import 'chalk';"),
    one('console imports contract', 'packages/console/src/x.tsx', "import '@keywright/contract';"),
    one('console imports server', 'packages/console/src/x.tsx', "import '@keywright/server';"),
    one('console imports node', 'packages/console/src/x.tsx', "import 'node:fs';"),
    one('server imports sdk', server('app.ts'), "import '@keywright/sdk';"),
    one('server imports console', server('app.ts'), "import '@keywright/console';"),
    one('a package reaches into another', server('app.ts'), "import '../../contract/src/ids.ts';"),
    one(
      'a package goes past the entry',
      server('app.ts'),
      "import '@keywright/contract/src/ids.ts';",
    ),
    one('shipped code imports a test', server('app.ts'), "import '../../../tests/kit/server.ts';"),
    one('in a dynamic import', 'packages/sdk/src/x.ts', "await import('@keywright/server');"),
    one(
      'in the import of a type',
      'packages/sdk/src/x.ts',
      "type A = import('@keywright/server').A;",
    ),
    one('by passing it on', 'packages/sdk/src/x.ts', "export { a } from '@keywright/server';"),
    one('a package without a row', 'packages/other/src/x.ts', 'export const a = 1;'),
  ],
  serverRooms: [
    one('main imports a feature', server('main.ts'), "import './features/tokens/create-token.ts';"),
    one('main imports storage', server('main.ts'), "import './storage/open.ts';"),
    one('operator imports http', server('operator.ts'), "import './http/serve.ts';"),
    one('a command imports http', server('operator/backup.ts'), "import '../http/serve.ts';"),
    one(
      'a command imports the pipeline',
      server('operator/backup.ts'),
      "import '../request/pipeline.ts';",
    ),
    one('app imports main', server('app.ts'), "import './main.ts';"),
    one('app imports a command', server('app.ts'), "import './operator/backup.ts';"),
    one(
      'http imports a feature',
      server('http/serve.ts'),
      "import '../features/users/list-users.ts';",
    ),
    one('http imports audit', server('http/serve.ts'), "import '../audit/write.ts';"),
    one('http imports storage', server('http/serve.ts'), "import '../storage/open.ts';"),
    one(
      'a gate imports a feature',
      server('gates/verify.ts'),
      "import '../features/users/list-users.ts';",
    ),
    one('a gate imports storage', server('gates/verify.ts'), "import '../storage/open.ts';"),
    one(
      'a face imports a feature',
      server('faces/magistrala.ts'),
      "import '../features/tokens/rules.ts';",
    ),
    one('a face imports storage', server('faces/magistrala.ts'), "import '../storage/open.ts';"),
    one('the pipeline imports http', server('request/pipeline.ts'), "import '../http/serve.ts';"),
    one(
      'the pipeline imports a feature',
      server('request/pipeline.ts'),
      "import '../features/a/b.ts';",
    ),
    one('a feature imports another', server('features/a/x.ts'), "import '../b/x.ts';"),
    one(
      'a feature imports a type of another',
      server('features/a/x.ts'),
      "import type { B } from '../b/x.ts';",
    ),
    one('a feature imports http', server('features/a/x.ts'), "import '../../http/serve.ts';"),
    one('a feature imports the app', server('features/a/x.ts'), "import '../../app.ts';"),
    one('plane imports the pipeline', server('plane/x.ts'), "import '../request/pipeline.ts';"),
    one('plane imports audit', server('plane/x.ts'), "import '../audit/write.ts';"),
    one('plane imports a feature', server('plane/x.ts'), "import '../features/a/x.ts';"),
    one('audit imports plane', server('audit/x.ts'), "import '../plane/authenticate.ts';"),
    one('audit imports a feature', server('audit/x.ts'), "import '../features/a/x.ts';"),
    one('storage imports plane', server('storage/x.ts'), "import '../plane/authenticate.ts';"),
    one('storage imports a feature', server('storage/x.ts'), "import '../features/a/x.ts';"),
    one(
      'storage reads the settings',
      server('storage/x.ts'),
      "import { loadConfig } from '../config.ts';",
    ),
    one(
      'a feature imports development',
      server('features/a/x.ts'),
      "import '../../development/provider.ts';",
    ),
    one(
      'http imports development',
      server('http/serve.ts'),
      "import '../development/provider.ts';",
    ),
    one(
      'development imports storage',
      server('development/provider.ts'),
      "import '../storage/open.ts';",
    ),
    one('the settings import a room', server('config.ts'), "import './storage/open.ts';"),
    one(
      'a folder of a feature imports another feature, for a type',
      server('features/a/inner/x.ts'),
      "type B = import('../../b/x.ts').B;",
    ),
    one(
      'a gate imports more of storage than its errors',
      server('gates/x.ts'),
      "import '../storage/storage.ts';",
    ),
    one('storage imports secrets', server('storage/x.ts'), "import '../plane/secret.ts';"),
    one(
      'a room reads the settings',
      server('http/x.ts'),
      "import { settings } from '../settings.ts';",
    ),
    one('a loose file without a row', server('services.ts'), 'export const a = 1;'),
    one('a room without a row', server('services/x.ts'), 'export const a = 1;'),
  ],
  noCircles: [
    {
      breaks: 'two files import each other',
      sources: {
        [server('features/a/x.ts')]: "import './y.ts';",
        [server('features/a/y.ts')]: "import './x.ts';",
      },
    },
    {
      breaks: 'three files, one of them for a type',
      sources: {
        [server('plane/x.ts')]: "import './y.ts';",
        [server('plane/y.ts')]: "import './z.ts';",
        [server('plane/z.ts')]: "import type { X } from './x.ts';",
      },
    },
    one('a file imports itself', server('plane/x.ts'), "export * from './x.ts';"),
  ],
  sqlInQueries: [
    one('a select in an operation', server('features/a/list.ts'), query("selectFrom('users')")),
    one('an insert in an operation', server('features/a/list.ts'), query("insertInto('users')")),
    one('an update in a gate', server('gates/verify.ts'), query("updateTable('users')")),
    one('a delete in the pipeline', server('request/pipeline.ts'), query("deleteFrom('users')")),
    one('a queries.ts in http', server('http/queries.ts'), query("selectFrom('users')")),
    one('raw SQL in an operation', server('features/a/x.ts'), "import { sql } from 'kysely';"),
    one('all of kysely in an operation', server('features/a/x.ts'), "import * as k from 'kysely';"),
  ],
  driversInStorage: [
    one('pg in a feature', server('features/a/queries.ts'), "import pg from 'pg';"),
    one('node:sqlite in a command', server('operator/backup.ts'), "import 'node:sqlite';"),
  ],
  oneWriter: [
    {
      breaks: 'two features write a table',
      sources: {
        [server('features/a/queries.ts')]: query("insertInto('planted')"),
        [server('features/b/queries.ts')]: query("updateTable('planted as p')"),
      },
    },
    {
      breaks: 'a feature writes what plane writes, in raw SQL',
      sources: {
        [server('plane/queries.ts')]: query("deleteFrom('planted')"),
        [server('features/b/queries.ts')]:
          "import { sql } from 'kysely';\nexport const run = sql`update planted set a = 1`;",
      },
    },
    one(
      'a table that is not written out',
      server('features/a/queries.ts'),
      query('insertInto(table)'),
    ),
  ],
  shortFiles: [one('401 lines', server('features/a/x.ts'), '\n'.repeat(401))],
  tellingNames: [
    one('utils', server('features/a/utils.ts'), 'export const a = 1;'),
    one('a helper', server('features/a/token-helpers.ts'), 'export const a = 1;'),
    one('a manager', 'packages/console/src/SessionManager/manager.tsx', 'export const a = 1;'),
    one('a folder', server('helpers/x.ts'), 'export const a = 1;'),
  ],
  noBarrels: [
    one('an index', server('features/a/index.ts'), "export * from './x.ts';"),
    one('by another name', server('features/a/all.ts'), "export { x } from './x.ts';"),
    one(
      'an index further in',
      'packages/sdk/src/inner/index.ts',
      "export type { X } from './x.ts';",
    ),
  ],
};
