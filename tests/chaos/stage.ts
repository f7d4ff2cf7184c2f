import type { Random } from '../crash/random.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import type { ChaosDatabase } from './database.ts';
import type { Ledger } from './ledger.ts';
import type { Questions } from './questions.ts';
import type { ServerUnderTest } from './server-under-test.ts';
import type { VerifierUnderTest } from './verifier-under-test.ts';

/** What all who take part in a run stand on. */
export interface Stage {
  readonly random: Random;
  readonly database: ChaosDatabase;
  readonly servers: readonly ServerUnderTest[];
  /** Programs that check tokens by themselves, beside the servers. */
  readonly verifiers: readonly VerifierUnderTest[];
  readonly ledger: Ledger;
  readonly questions: Questions;
  /** A site administrator's token, which nothing happens to. */
  readonly admin: string;
  /** A token with the role Verifier on the site, which nothing happens to. */
  readonly verifier: string;
  /** Asks everybody about a fact, because it was changed right now. */
  readonly probe: (fact: string) => void;
}

export const api = '/api/v2';

/** A client of some server with this token. Each of its requests is a connection of its own. */
export function clientOf({ servers, random }: Stage, token: string): Client & { at: string } {
  const server = random.pick(servers);
  const client = createClient(server.url, { headers: { 'x-platz-token': token } });
  return { ...client, at: `server ${server.index}` };
}
