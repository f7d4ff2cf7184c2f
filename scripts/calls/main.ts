// Writes the table that clients call by: `npm run -s calls`, whenever a row of the endpoint table was added or changed.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { root } from '../setup/paths.mjs';
import { callTexts } from './call-text.ts';

const file = `${root}/packages/contract/src/calls.ts`;
const rows = Object.entries(callTexts()).map(([name, text]) => `  ${name}: '${text}',`);

const source = `import type { EndpointName } from './endpoints.ts';

export { type Call, type CallGives, readCall } from './call.ts';

/** The endpoint table without its schemas, written from it by \`npm run -s calls\`. */
export const calls = {
${rows.join('\n')}
} as const satisfies Readonly<Record<EndpointName, string>>;
`;

writeFileSync(file, source);
execFileSync(process.execPath, [
  `${root}/node_modules/@biomejs/biome/bin/biome`,
  'format',
  '--write',
  file,
]);
