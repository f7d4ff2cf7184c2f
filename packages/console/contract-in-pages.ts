import { fileURLToPath } from 'node:url';
import {
  auditActions,
  builtInEntityTypes,
  type Endpoint,
  endpoints,
  signInFailures,
  siteId,
  tokenSorts,
} from '@keywright/contract';
import type { Plugin } from 'vite';

const id = '\0contract-in-pages';

/**
 * The contract as the pages need it: of each endpoint its method, address and kind of answer. The schemas and
 * their library, a tenth of the first load, stay with the server, which checks all that pages send. Whatever
 * else the pages come to need of the contract and is not here fails the build.
 */
export const contractInPages: Plugin = {
  name: 'contract-in-pages',
  enforce: 'pre',
  resolveId: (source) => (source === '@keywright/contract' ? id : null),
  load: (loaded) => (loaded === id ? contract() : null),
};

function contract(): string {
  const slim = Object.fromEntries(
    Object.entries<Endpoint>(endpoints).map(([name, { method, path, answer, preview }]) => [
      name,
      { method, path, answer: kindOf(answer), ...(preview && { preview: true }) },
    ]),
  );
  return `
    export const endpoints = ${JSON.stringify(slim)};
    export const auditActions = ${JSON.stringify(auditActions)};
    export const builtInEntityTypes = ${JSON.stringify(builtInEntityTypes)};
    export const signInFailures = ${JSON.stringify(signInFailures)};
    export const siteId = ${JSON.stringify(siteId)};
    export const tokenSorts = ${JSON.stringify(tokenSorts)};
    export { parseDuration } from ${file('durations.ts')};
    export { parseToken } from ${file('token-format.ts')};
    export { permissionOf } from ${file('permissions.ts')};
    export { narrowestScope, scopeWidths, standsInProject, unscopable } from ${file('scope-widths.ts')};
  `;
}

function kindOf(answer: Endpoint['answer']): object {
  if ('media' in answer) return { media: answer.media };
  if ('events' in answer) return { events: true };
  return 'json' in answer ? { json: true } : {};
}

const file = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(name, import.meta.resolve('@keywright/contract'))));
