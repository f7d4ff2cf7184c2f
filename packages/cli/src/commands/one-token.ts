import type { Client } from '@keywright/sdk';
import type { Command } from 'commander';
import { expiresOption, lifeOf } from '../names/life.ts';
import { serviceAccount, tokenOf, userToken } from '../names/look-up.ts';
import { type Asked, asks } from '../program/asked.ts';
import { type TokenFace, tokenFaces } from './token-face.ts';
import { lastUse, tokenFields } from './token-fields.ts';

/** Whose tokens a group of commands is about: one's own, or those of the account named first. */
export interface TokenOwner {
  readonly face: TokenFace;
  /** Absent: the caller's own. */
  readonly account?: { readonly noun: string };
}

export const ownTokens: TokenOwner = { face: tokenFaces.user };
export const tokensOf = (noun: string): TokenOwner => ({
  face: tokenFaces.service_account,
  account: { noun },
});

type OnToken<O> = (asked: Asked, id: string, options: O, rest: readonly string[]) => Promise<void>;

/** Adds a command about one token, named by its id, or by its name (and that of its account, which comes before). */
export function addOnToken<O>(
  parent: Command,
  owner: TokenOwner,
  { name, summary, more = '' }: { name: string; summary: string; more?: string },
  run: OnToken<O>,
): Command {
  const { account } = owner;
  const named = account ? `<${account.noun}> <token>` : '<token>';
  return parent
    .command(`${name} ${named}${more && ` ${more}`}`)
    .description(summary)
    .action(
      asks<O>(async (asked, options, ...args) => {
        const [text = '', ...rest] = account ? args.slice(1) : args;
        const lookUp = account
          ? tokenOf(await serviceAccount(asked.client, args[0] ?? ''))
          : userToken;
        await run(asked, await lookUp(asked.client, text), options, rest);
      }),
    );
}

/** Everything that can become of one token. */
export function addTokenLife(parent: Command, owner: TokenOwner): void {
  const { face } = owner;
  const tokenAt = (client: Client, id: string) => client[face.get]({ params: { id } });

  addOnToken(
    parent,
    owner,
    { name: 'show', summary: 'Show one token, never its secret' },
    async ({ client, out }, id) => {
      const token = await tokenAt(client, id);
      await out.one(token, tokenFields(token));
    },
  );
  addOnToken(
    parent,
    owner,
    { name: 'revoke', summary: 'End a token now, on every server; it can be regenerated' },
    async ({ client, out, confirm }, id) => {
      const token = await tokenAt(client, id);
      await confirm(`Revoke ${token.name} (${lastUse(token)})?`);
      const revoked = await client[face.revoke]({ params: { id } });
      await out.done(`Revoked ${revoked.name} (${id}).`, revoked);
    },
  );
  addOnToken(
    parent,
    owner,
    { name: 'delete', summary: 'End a token for good: it leaves the lists, and never comes back' },
    async ({ client, out, confirm }, id) => {
      const token = await tokenAt(client, id);
      await confirm(`Delete ${token.name} (${lastUse(token)}) for good?`);
      await client[face.delete]({ params: { id } });
      await out.done(`Deleted ${token.name} (${id}).`);
    },
  );
  addNewSecrets(parent, owner, tokenAt);
}

interface NewSecret {
  readonly expires?: string;
  readonly overlap?: string;
}

function addNewSecrets(
  parent: Command,
  owner: TokenOwner,
  tokenAt: (
    client: Client,
    id: string,
  ) => ReturnType<Client['getUserToken' | 'getServiceAccountToken']>,
): void {
  const { face } = owner;
  addOnToken<NewSecret>(
    parent,
    owner,
    { name: 'renew', summary: 'Print a new secret; the old one is dead now' },
    async ({ client, out, confirm }, id, { expires }) => {
      const token = await tokenAt(client, id);
      await confirm(`Renew ${token.name} (${lastUse(token)})? Its present secret stops working.`);
      const made = await client[face.renew]({ params: { id }, body: lifeOf(expires) });
      await out.secret(made.created_token, made, `Renewed ${made.name}. ${once}`);
    },
  ).addOption(expiresOption());
  addOnToken<NewSecret>(
    parent,
    owner,
    {
      name: 'regenerate',
      summary: 'Bring a revoked or expired token back: print a new secret for it',
    },
    async ({ client, out }, id, { expires }) => {
      const made = await client[face.regenerate]({ params: { id }, body: lifeOf(expires) });
      await out.secret(made.created_token, made, `Regenerated ${made.name}. ${once}`);
    },
  ).addOption(expiresOption());
  addOnToken<NewSecret>(
    parent,
    owner,
    { name: 'rotate', summary: 'Print a new secret; the old one works until the new one is used' },
    async ({ client, out }, id, { expires, overlap }) => {
      const body = { ...lifeOf(expires), ...(overlap && { overlap }) };
      const made = await client[face.rotate]({ params: { id }, body });
      const until = made.rotation_ends_at ? `, or until ${made.rotation_ends_at}` : '';
      await out.secret(
        made.created_token,
        made,
        `Rotated ${made.name}: the old secret works until this one is used${until}. ${once}`,
      );
    },
  )
    .addOption(expiresOption())
    .option('--overlap <length>', 'how long the old secret works at the most: 24h without it');
}

export const once = 'The secret, which is not shown again:';
