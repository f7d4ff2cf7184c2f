import { type Candidate, connections, portOf } from '../candidate.ts';
import { requestText } from '../load/plan.ts';
import { startMeasured } from '../measured-process.ts';

const client = { id: 'bench', secret: 'a-secret-of-the-benchmark-alone' } as const;
const headers = {
  'content-type': 'application/x-www-form-urlencoded',
  authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
};

/** oidc-provider's introspection of opaque access tokens, by an authenticated client. */
export async function startOidcProvider(): Promise<Candidate> {
  const process = await startMeasured({
    program: ['bench/verify/peers/oidc-provider-server.mjs', client.id, client.secret],
  });
  const requests: string[] = [];
  for (let n = 0; n < connections; n++) {
    const answer = await fetch(`${process.url}/token`, {
      method: 'POST',
      headers,
      body: 'grant_type=client_credentials',
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const body = `token=${token}`;
    requests.push(requestText({ method: 'POST', path: '/token/introspection', headers, body }));
  }
  return {
    name: 'oidc-provider, introspection, memory',
    process,
    plan: { port: portOf(process.url), requests, expected: '"active":true' },
    tokensPerRequest: 1,
  };
}
