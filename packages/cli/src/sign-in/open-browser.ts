import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What opens an address here; undefined where no person sits in front of a browser, as over SSH. */
export function browserProgram(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env['BROWSER']) return env['BROWSER'];
  if (env['SSH_CONNECTION']) return undefined;
  if (process.platform === 'darwin') return 'open';
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return undefined;
  return (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'xdg-open'))
    .find(canRun);
}

/** Opens an address and does not wait. The address holds no secret: others see a program's arguments. */
export function openBrowser(program: string, address: string): void {
  const child = spawn(program, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
