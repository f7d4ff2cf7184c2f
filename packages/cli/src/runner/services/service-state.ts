import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { foldersOf, makeFolders } from '../work-folders.ts';
import { writeAtomically } from '../write-atomically.ts';

/** What a service is to be: kept, so that a runner that starts again starts it again. */
export const serviceState = z.object({
  deployment: z.object({
    id: z.uuid(),
    name: z.string(),
    namespace: z.string(),
    kind: z.string(),
    env: z.string(),
    cluster: z.string(),
  }),
  chart: z.object({ version: z.string(), digest: z.string() }),
  config: z.unknown(),
  values_override: z.unknown(),
  port: z.number().int(),
});
export type ServiceState = z.output<typeof serviceState>;

/** Keeps what the service is to be, and writes the file that tells it so. */
export async function keepState(workDir: string, state: ServiceState): Promise<void> {
  const { id } = state.deployment;
  const { port: _, ...told } = state;
  await makeFolders(workDir, id);
  await writeAtomically(foldersOf(workDir, id).config, JSON.stringify(told, null, 2));
  await writeAtomically(foldersOf(workDir, id).state, JSON.stringify(state));
}

/** Every service that is kept. `unreadable` is told of files that hold something else: somebody wrote there. */
export async function keptStates(
  workDir: string,
  unreadable: (file: string) => void,
): Promise<ServiceState[]> {
  const ids = await readdir(`${workDir}/d`).catch(() => []);
  const states = await Promise.all(
    ids.map(async (id) => {
      const file = foldersOf(workDir, id).state;
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text === undefined) return [];
      const state = serviceState.safeParse(jsonIn(text));
      if (!state.success) unreadable(file);
      return state.success ? [state.data] : [];
    }),
  );
  return states.flat();
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
