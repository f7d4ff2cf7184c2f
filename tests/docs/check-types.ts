import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { node26, root } from '../../scripts/setup/paths.mjs';
import type { Example } from './read-examples.ts';

/** What the compiler finds wrong with the examples in TypeScript, those that are not run included; empty where nothing is. */
export async function typeErrors(examples: readonly Example[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-docs-types-'));
  try {
    symlinkSync(`${root}/node_modules`, join(folder, 'node_modules'));
    const files = examples.map(({ page, line, code }) => {
      const file = `${page.replaceAll('/', '_')}_${line}.mts`;
      // Each is a module of its own, as it is where it is run.
      writeFileSync(join(folder, file), `${code}export {};\n`);
      return file;
    });
    const compilerOptions = {
      types: ['node'],
      typeRoots: [`${root}/node_modules/@types`],
      // An example may end before what it made is used.
      noUnusedLocals: false,
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: `${root}/tsconfig.json`, compilerOptions, files, include: [] }),
    );
    const tsc = `${root}/node_modules/typescript/bin/tsc`;
    const child = spawn(node26, [tsc, '-p', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return out;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
