import { Secret } from '../../packages/server/src/plane/secret.ts';
import type { Verification } from '../../packages/server/src/plane/verification/verification.ts';
import type { Stored } from './stored-tokens.ts';

/** One who may verify, and asks. */
export interface AskedPlane {
  /** What a request does whose answer is in memory: judges the caller's token and the one it asks about. */
  verifyCached(text: string): void;
  /** The same, also where the database has to be asked. */
  verify(text: string): Promise<void>;
}

const notValid = (kind: string) => new Error(`Answered ${kind}, of a token that is valid.`);
const together = 50;

export async function askPlane(
  verification: Verification,
  { verifier }: Pick<Stored, 'verifier'>,
): Promise<AskedPlane> {
  const judged = await verification.authenticate({ kind: 'token', text: new Secret(verifier) });
  if (!judged.ok) throw notValid(judged.refusal);
  return {
    verifyCached(token) {
      const verified = verification.verifyNow(verifier, [{ token }]);
      const [verdict] = verified?.verdicts ?? [];
      if (verdict?.kind !== 'known') throw notValid(verdict?.kind ?? 'nothing');
    },
    async verify(token) {
      const verified = await verification.verify(judged.caller, [{ token }]);
      const [verdict] = verified.kind === 'verdicts' ? verified.verdicts : [];
      if (verdict?.kind !== 'known') throw notValid(verdict?.kind ?? verified.kind);
    },
  };
}

/** Has all of them read into memory. */
export async function fill(plane: AskedPlane, texts: readonly string[]): Promise<void> {
  for (let at = 0; at < texts.length; at += together) {
    await Promise.all(texts.slice(at, at + together).map((text) => plane.verify(text)));
  }
}
