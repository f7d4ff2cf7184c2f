import type { Answer } from '../kit/http-client.ts';
import { now } from './clock.ts';
import type { Fact } from './history.ts';
import type { Intent } from './ledger.ts';
import { clientOf, type Stage } from './stage.ts';
import { type Switch, tokenScope } from './switches.ts';

/** Who holds a token, and what its questions need beside the token itself. */
export interface Holder {
  /** Where tokens of this kind are made: `/api/v2/user-tokens`. */
  readonly path: string;
  /** Whose it is, as the body that makes one says it. */
  readonly owner: Readonly<Record<string, string>>;
  /** That the principal is active. */
  readonly standing: Fact;
  /** What else is asked of its tokens. */
  readonly rights: readonly Right[];
}

export interface Right {
  readonly entity_type: string;
  readonly operation: string;
  readonly on: string;
  readonly needs: readonly Fact[];
}

export interface Token {
  readonly id: string;
  readonly path: string;
  /** Empty where its access is full. */
  readonly scopes: readonly Switch[];
  /** Whether it expires by itself, and soon: it is not given another life. */
  readonly isMortal: boolean;
  /** The present secret, and the fact that it lives. */
  secret: string;
  life: Fact;
}

let lives = 0;

/** Makes a token, one that lives for so long alone or for ever; undefined where that came to nothing. */
export async function makeToken(
  stage: Stage,
  holder: Holder,
  isScoped: boolean,
  livesMs?: number,
): Promise<Token | undefined> {
  const scopes = holder.rights.map(({ entity_type, operation }) => ({ entity_type, operation }));
  const end = livesMs === undefined ? undefined : endIn(livesMs);
  const body = {
    ...holder.owner,
    name: 'chaos',
    ...(end && { expires_at: end.at }),
    ...(isScoped && { access: 'scoped', scopes }),
  };
  const life = newLife();
  const client = clientOf(stage, stage.admin);
  const intent: Intent = {
    begins: [life],
    needsNoReceipt: true,
    how: `${life} made at ${client.at}`,
  };
  const outcome = await stage.ledger.write(intent, () => client.post(holder.path, { body }));
  if (outcome.kind !== 'acknowledged') return undefined;
  const { id, created_token: secret } = outcome.body;
  const path = `${holder.path}/${id}`;
  const switches = isScoped ? scopes.map((scope) => tokenScope(stage, { id, path }, scope)) : [];
  for (const { fact } of switches) stage.ledger.begin(fact, true);
  if (end) stage.ledger.willEnd(life, end.clockMs, toleranceMs);
  const token: Token = { id, path, scopes: switches, isMortal: end !== undefined, secret, life };
  askAbout(stage, holder, token);
  return token;
}

/** How exactly servers must know when a token expires, whatever their own clocks say. */
const toleranceMs = 2000;

/** A moment as a server is told it, and on the clock of this run. */
function endIn(ms: number): { at: string; clockMs: number } {
  return { at: new Date(Date.now() + ms).toISOString(), clockMs: now() + ms };
}

const newLife = (): Fact => `secret ${++lives} lives`;

function askAbout({ questions }: Stage, { standing, rights }: Holder, token: Token): void {
  const lives = [standing, token.life];
  questions.add({ needs: lives, about: `is ${token.life} valid`, token: token.secret });
  rights.forEach(({ entity_type, operation, on, needs }, index) => {
    const scope = token.scopes[index];
    const permission = `${entity_type}.${operation}`;
    questions.add({
      needs: [...lives, ...needs, ...(scope ? [scope.fact] : [])],
      about: `may the holder of ${token.life} ${permission} on ${on}`,
      token: token.secret,
      permission,
      on,
    });
  });
}

/** Whether the token is gone: then it is not to be used again. */
type Ended = boolean;

/** How often a change is asked for again whose outcome is unknown. */
const repeats = 4;

/** Ends the secret in one of the ways there are; sometimes twice at once, at two servers. */
export async function endSecret(stage: Stage, holder: Holder, token: Token): Promise<Ended> {
  switch (stage.random.below(6) + (token.isMortal ? 2 : 0)) {
    case 0:
      return replace(stage, holder, token, 'renew');
    case 1:
      await end(stage, token, (client) => client.post(`${token.path}/revoke`), 'revoked');
      return replace(stage, holder, token, 'regenerate');
    case 2:
      await Promise.all([revoke(stage, token), revoke(stage, token)]);
      return true;
    case 3:
      await end(stage, token, (client) => client.delete(token.path), 'deleted');
      return true;
    case 4:
      await revoke(stage, token, token.secret);
      return true;
    default:
      await revoke(stage, token);
      return true;
  }
}

const revoke = (stage: Stage, token: Token, by = stage.admin): Promise<void> =>
  end(stage, token, (client) => client.post(`${token.path}/revoke`), 'revoked', by);

async function end(
  stage: Stage,
  { life }: Token,
  send: (client: ReturnType<typeof clientOf>) => Promise<Answer>,
  what: string,
  by = stage.admin,
): Promise<void> {
  stage.questions.touch(life);
  for (let attempt = 1; attempt <= repeats; attempt++) {
    // Once the first may have ended it, it cannot ask by itself any more.
    const client = clientOf(stage, attempt === 1 ? by : stage.admin);
    const intent = { ends: [life], how: `${life} ${what} at ${client.at}` };
    const outcome = await stage.ledger.write(intent, () => send(client));
    if (outcome.kind === 'acknowledged') break;
  }
  stage.questions.retire(life);
  stage.probe(life);
}

/** A new secret in place of the old one, which is dead once this is acknowledged. */
async function replace(
  stage: Stage,
  holder: Holder,
  token: Token,
  way: 'renew' | 'regenerate',
): Promise<Ended> {
  const old = token.life;
  const next = newLife();
  const client = clientOf(stage, stage.admin);
  stage.questions.touch(old);
  const how = `${old} ${way}ed as ${next} at ${client.at}`;
  const intent = { ends: [old], begins: [next], how };
  const outcome = await stage.ledger.write(intent, () => client.post(`${token.path}/${way}`));
  stage.questions.retire(old);
  stage.probe(old);
  if (outcome.kind !== 'acknowledged') return true;
  token.secret = outcome.body.created_token;
  token.life = next;
  askAbout(stage, holder, token);
  stage.probe(next);
  return false;
}
