// npm run -s publishing: installs what is published in a clean directory and runs it on every platform it is for.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startServerProcess } from '../kit/server-process.ts';
import { callerOf } from './caller.ts';
import { installPacked, typeErrors } from './installed.ts';
import { installPlatform, type Platform, platforms } from './platforms.ts';
import { type Outcome, tryOn } from './try-on.ts';

const data = mkdtempSync(`${tmpdir()}/keywright-publishing-`);
const server = await startServerProcess({ KEYWRIGHT_DATA_DIR: data });
const installed = await installPacked();
let failed = 0;

function say(what: string, { wrong, note = '' }: Outcome): void {
  if (wrong !== undefined) failed += 1;
  console.log(`${wrong === undefined ? 'ok    ' : 'FAILED'}  ${what}${note && `  (${note})`}`);
  if (wrong !== undefined) console.log(wrong.replaceAll(/^/gm, '        '));
}

async function takeOn(platform: Platform): Promise<void> {
  const program = await installPlatform(platform);
  const env = await callerOf(server.url);
  for await (const [what, outcome] of tryOn(installed, { ...platform, program, env })) {
    say(`${platform.name}: ${what}`, outcome);
  }
  program.remove();
}

try {
  for (const resolution of ['nodenext', 'bundler'] as const) {
    const errors = await typeErrors(installed, resolution);
    say(`types, found as ${resolution} finds them`, errors === '' ? {} : { wrong: errors });
  }
  for (const platform of platforms) await takeOn(platform);
} finally {
  installed.remove();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
