import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { StartRefused } from './start-refused.ts';

/**
 * Makes the working folder, and holds it for this process alone: two runners would start each service twice. A socket
 * is what holds it, which nobody answers on once its process is gone, however it went.
 */
export async function lockWorkDir(workDir: string): Promise<void> {
  await mkdir(`${workDir}/d`, { recursive: true, mode: 0o700 });
  const path = `${workDir}/lock.sock`;
  if (await isAnswered(path)) {
    throw new StartRefused(
      `Another runner works in ${workDir}. Stop it, or choose another work_dir.`,
    );
  }
  await rm(path, { force: true });
  const server = createServer((socket) => socket.destroy()).listen(path);
  await once(server, 'listening');
  server.unref();
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
