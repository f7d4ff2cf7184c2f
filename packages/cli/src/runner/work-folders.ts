import { mkdir, rm } from 'node:fs/promises';

/** Where what belongs to one deployment stands. Names are short: the address of a unix socket is. */
export function foldersOf(workDir: string, deploymentId: string) {
  const own = `${workDir}/d/${deploymentId}`;
  return {
    own,
    /** Where its commands and its service work. */
    files: `${own}/files`,
    /** The service's own token, and a command's. */
    serviceIdentity: `${own}/id`,
    taskIdentity: `${own}/task-id`,
    /** What the service is to be, to start it again. */
    state: `${own}/state.json`,
    /** What the service is told of itself. */
    config: `${own}/config.json`,
    log: `${own}/service.log`,
  } as const;
}

export async function makeFolders(workDir: string, deploymentId: string): Promise<void> {
  await mkdir(foldersOf(workDir, deploymentId).files, { recursive: true, mode: 0o700 });
}

export async function removeFolders(workDir: string, deploymentId: string): Promise<void> {
  await rm(foldersOf(workDir, deploymentId).own, { recursive: true, force: true, maxRetries: 3 });
}
