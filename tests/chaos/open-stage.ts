import { siteId } from '../../packages/contract/src/index.ts';
import { made } from '../api/made.ts';
import { seededRandom } from '../crash/random.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import type { AnswerLog } from './answer-log.ts';
import { type Asking, createAsking } from './asking.ts';
import { Ledger } from './ledger.ts';
import { probing } from './load.ts';
import { Questions } from './questions.ts';
import type { SiteUnderTest } from './site-under-test.ts';
import { api, type Stage } from './stage.ts';
import { startVerifier } from './verifier-under-test.ts';

/** A stage on these servers, with nobody on it but an administrator and a verifier. */
export async function openStage(
  site: SiteUnderTest,
  seed: number,
  log: AnswerLog,
  verifierCount = 0,
): Promise<{ stage: Stage; asking: Asking }> {
  const { database, servers, admin } = site;
  const headers = { 'x-platz-token': admin };
  const verifier = await createVerifierBot(createClient(servers[0]?.url ?? '', { headers }));
  const verifiers = await Promise.all(
    Array.from({ length: verifierCount }, (_, index) =>
      startVerifier(servers[index % servers.length]?.port ?? 0, verifier),
    ),
  );
  const base = {
    ...{ database, servers, verifiers, admin, verifier },
    random: seededRandom(seed),
    ledger: new Ledger(() => database.settle()),
    questions: new Questions(),
  };
  const caller = base.questions.add({ needs: [], about: 'who verifies', token: verifier });
  const stage: Stage = { ...base, probe: probing(base, () => asking) };
  const asking: Asking = createAsking(stage, log, caller.index);
  return { stage, asking };
}

/** The secret of a bot that may verify all tokens of the site. */
async function createVerifierBot(admin: Client): Promise<string> {
  const body = { name: 'verifier', token: { name: 'chaos' } };
  const account = await made(admin.post(`${api}/service-accounts`, { body }));
  const grant = { principal_id: account.id, resource_id: siteId, permissions: ['token.verify'] };
  await made(admin.post(`${api}/grants`, { body: grant }));
  return account.token.created_token;
}
