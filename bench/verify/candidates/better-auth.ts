import { type Candidate, connections, json, portOf } from '../candidate.ts';
import { requestText } from '../load/plan.ts';
import { type MeasuredProcess, startMeasured } from '../measured-process.ts';

type Store = 'sqlite' | 'postgres' | 'memory';

/**
 * `place`: a file, or the address of a database. Asked in two ways: by plain node:http around its `verifyApiKey`, the least
 * that makes an endpoint of it (it has none), and by its own handler, which tells a session by the key it is sent.
 */
export async function startBetterAuth(store: Store, place: string): Promise<Candidate[]> {
  const process = await startMeasured({
    program: ['bench/verify/peers/better-auth-server.mjs', store, place, `${connections}`],
  });
  const port = portOf(process.url);
  const keys = keysOf(process);
  const verify = keys.map((key) => {
    const body = JSON.stringify({ key });
    return requestText({ method: 'POST', path: '/verify', headers: json, body });
  });
  const session = keys.map((key) => {
    const headers = { 'x-api-key': key };
    return requestText({ method: 'GET', path: '/api/auth/get-session', headers });
  });
  const one = { process, tokensPerRequest: 1 };
  return [
    {
      ...one,
      name: `better-auth, ${store}, verifyApiKey`,
      plan: { port, requests: verify, expected: '"valid":true' },
    },
    {
      ...one,
      name: `better-auth, ${store}, its own handler`,
      plan: { port, requests: session, expected: '"session":{' },
    },
  ];
}

function keysOf(process: MeasuredProcess): string[] {
  const line = process
    .log()
    .split('\n')
    .find((one) => one.startsWith('KEYS '));
  return JSON.parse(line?.slice('KEYS '.length) ?? '[]');
}
