import type { Stage } from './stage.ts';
import { flip, type Switch } from './switches.ts';
import { endSecret, type Holder, makeToken, type Token } from './tokens.ts';

/** Somebody or something to which one thing happens at a time. */
export interface Actor {
  /** One change, drawn at random. */
  act(stage: Stage): Promise<void>;
}

/** So many tokens a holder has at the least, of which every second one is scoped. */
const tokensEach = 4;
/** Some expire by themselves, within so long. */
const longestMs = 30_000;

/** A holder of tokens, with what can be switched about them. */
export async function createHolder(
  stage: Stage,
  holder: Holder,
  switches: readonly Switch[],
): Promise<Actor> {
  for (const { fact } of switches) stage.ledger.begin(fact, true);
  const tokens: Token[] = [];
  const fill = async () => {
    for (let missing = tokensEach - tokens.length; missing > 0; missing--) {
      const livesMs =
        stage.random.below(6) === 0 ? 3000 + stage.random.below(longestMs) : undefined;
      const token = await makeToken(stage, holder, tokens.length % 2 === 1, livesMs);
      if (token) tokens.push(token);
    }
  };
  await fill();
  return {
    async act() {
      const away = switches.filter(({ isOn }) => !isOn);
      // What was taken is given back before anything else: who holds nothing is refused whatever happens.
      if (away.length > 0) return flip(stage, stage.random.pick(away));
      const index = stage.random.below(tokens.length);
      const token = tokens[index];
      const scopes = token?.scopes ?? [];
      const all = [...switches, ...scopes];
      if (all.length > 0 && stage.random.below(2) === 0) return flipTwice(stage, all);
      if (token && (await endSecret(stage, holder, token))) tokens.splice(index, 1);
      await fill();
    },
  };
}

/** Taken, and for scopes given back at once: nobody comes back to the scopes of one token. */
async function flipTwice(stage: Stage, all: readonly Switch[]): Promise<void> {
  const it = stage.random.pick(all);
  await flip(stage, it);
  if (!it.fact.startsWith('scope')) return;
  for (let attempt = 0; !it.isOn && attempt < 3; attempt++) await flip(stage, it);
}

/** A role, whose one permission comes and goes for all who hold it. */
export function createRoleActor(stage: Stage, permission: Switch): Actor {
  stage.ledger.begin(permission.fact, true);
  return { act: () => flip(stage, permission) };
}
