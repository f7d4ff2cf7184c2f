import { createClient } from '@keywright/sdk/node';
import { version } from './version.ts';

const patienceMs = 3000;

/**
 * Whether what failed may be explained by the versions: the server's, where it differs from this program's. Asked only
 * after a failure, so that no command pays for it.
 */
export async function otherVersion(
  url: string,
  token: () => Promise<string | undefined>,
): Promise<string | undefined> {
  try {
    const client = createClient({ url, token, retries: 0 });
    const server = await client.serverInfo({ signal: AbortSignal.timeout(patienceMs) });
    if (server.version === version) return undefined;
    return `This is keywright ${version}, the server is ${server.version}: install the version of the server if this goes on.`;
  } catch {
    return undefined;
  }
}
