import { builtInRoles, siteId } from '@keywright/contract';
import { createClient } from '../../../packages/sdk/src/index.ts';
import { personalToken } from '../../../scripts/demo-deploy/sign-in.ts';
import { type Candidate, connections, json, portOf } from '../candidate.ts';
import { type Plan, requestText } from '../load/plan.ts';
import { startMeasured } from '../measured-process.ts';

const batch = 100;

/** The server as `npm start` starts it, on SQLite, and what it is asked: one token, and a hundred. */
export async function startKeywright(
  dataDir: string,
): Promise<[single: Candidate, batch: Candidate]> {
  const process = await startMeasured({
    program: ['packages/server/src/main.ts'],
    env: { KEYWRIGHT_DATA_DIR: dataDir, KEYWRIGHT_DEV_SIGN_IN: 'on', KEYWRIGHT_LOG_LEVEL: 'warn' },
  });
  const { verifier, tokens } = await prepareTokens(process.url);
  const headers = { ...json, authorization: `Bearer ${verifier}` };
  const ask = (asked: unknown) =>
    requestText({ method: 'POST', path: '/api/v2/verify', headers, body: JSON.stringify(asked) });
  const planOf = (requests: readonly string[]): Plan => ({
    port: portOf(process.url),
    requests,
    expected: '"valid":true',
  });
  const items = tokens.map((token) => ({ token }));
  return [
    {
      name: 'Keywright, one token',
      process,
      plan: planOf(items.slice(0, connections).map(ask)),
      tokensPerRequest: 1,
    },
    {
      name: `Keywright, ${batch} tokens`,
      process,
      plan: planOf(Array.from({ length: connections }, () => ask({ items }))),
      tokensPerRequest: batch,
    },
  ];
}

/** A service account that may verify, and a hundred others with a token each. */
async function prepareTokens(url: string) {
  const admin = createClient({ url, token: await personalToken(url, 'admin@example.test') });
  const token = { name: 'bench' };
  const grants = [{ resource_id: siteId, role_id: builtInRoles.verifier.id }];
  const verifier = await admin.createServiceAccount({ body: { name: 'gateway', grants, token } });
  const tokens: string[] = [];
  for (let n = 0; n < batch; n++) {
    const made = await admin.createServiceAccount({ body: { name: `caller ${n}`, token } });
    tokens.push(made.token?.created_token ?? '');
  }
  return { verifier: verifier.token?.created_token ?? '', tokens };
}
