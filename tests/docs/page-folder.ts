import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node26, root } from '../../scripts/setup/paths.mjs';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Where the examples of one page are run, one after the other, as a reader would: variables and files stay. */
export interface PageFolder {
  readonly path: string;
  write(name: string, text: string): void;
  /** Runs a script of bash to its end; it stops at the first command that fails. What it left in the background lives on. */
  run(script: string): Promise<Ran>;
  /** Sets a variable for what is run later. */
  set(name: string, value: string): void;
  /** Ends what is left in the background. */
  remove(): void;
}

/** curl ends with 22 where the server refuses, and still shows what it said. */
const curlSettings = 'fail-with-body\nsilent\nshow-error\nmax-time = 20\n';

const programs: Readonly<Record<string, string>> = {
  node: `exec ${node26} "$@"`,
  keywright: `exec ${node26} ${root}/packages/cli/src/main.ts "$@"`,
  // What a page runs by npm is run in the checkout.
  npm: `PATH=\${PATH#*:} exec npm --prefix ${root} "$@"`,
};

export function openPageFolder(): PageFolder {
  const path = mkdtempSync(join(tmpdir(), 'keywright-docs-'));
  const home = join(path, '.home');
  const bin = join(home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(home, '.curlrc'), curlSettings);
  for (const [name, does] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/bash\n${does}\n`, { mode: 0o755 });
  }
  writeFileSync(join(path, 'package.json'), '{ "type": "module" }');
  symlinkSync(`${root}/node_modules`, join(path, 'node_modules'));

  const kept = join(home, 'variables');
  const keep = (name: string, value: string) =>
    writeFileSync(kept, `export ${name}='${value.replaceAll("'", "'\\''")}'\n`, { flag: 'a' });
  writeFileSync(kept, '');

  const groups: number[] = [];
  let count = 0;
  return {
    path,
    set: keep,
    write: (name, text) => writeFileSync(join(path, name), text),
    async run(script) {
      count++;
      const file = join(home, `${count}.sh`);
      const begins = `set -euo pipefail -a\n. ${kept}\ntrap 'export -p > ${kept}' EXIT\n`;
      writeFileSync(file, `${begins}${script}`);
      // Into files: a pipe would stay open as long as what goes on in the background.
      const outputs = [join(home, `${count}.out`), join(home, `${count}.err`)] as const;
      const [out, err] = outputs.map((one) => openSync(one, 'w'));
      const child = spawn('bash', [file], {
        cwd: path,
        env: { PATH: `${bin}:${process.env['PATH']}`, HOME: home, NO_COLOR: '1' },
        stdio: ['ignore', out, err],
        detached: true,
      });
      if (child.pid !== undefined) groups.push(child.pid);
      const [code] = (await once(child, 'exit')) as [number | null];
      for (const one of [out, err]) if (one !== undefined) closeSync(one);
      const [said, complained] = outputs.map((one) => readFileSync(one, 'utf8'));
      return { code, out: said ?? '', err: complained ?? '' };
    },
    remove() {
      for (const group of groups) endGroup(group);
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // Nothing of it is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
