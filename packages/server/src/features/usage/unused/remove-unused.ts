import { type AuditChange, endpoints, type TokenId, type TokenScopeId } from '@keywright/contract';
import { permit } from '../../../request/authorize.ts';
import { type Asked, changeOperation, unchanged } from '../../../request/operation.ts';
import type { Tx } from '../../../storage/storage.ts';
import type { UsageNeeds } from '../handed-in.ts';
import { holdTokens, type UnusedScopeRow, type UnusedTokenRow, type Whose } from '../queries.ts';
import { findUnused, presentScope, presentToken, questionOf } from './find-unused.ts';
import { ownerOf } from './owner-of.ts';
import { alsoNeeded, neededFor, targetOfUnused } from './whose.ts';

type RemoveAsked = Asked<typeof endpoints.removeUnused>;

/** Revokes tokens and removes scopes of those that were shown, where they are still unused. */
export const removeUnusedOperation = (needs: UsageNeeds) =>
  changeOperation(endpoints.removeUnused, {
    changesCredentials: true,
    // What was used a moment ago at this server must count.
    prepare: () => needs.writeUses(),
    target: (tx: Tx, { body, caller }: RemoveAsked) =>
      targetOfUnused(tx, needs, { sent: body, caller, act: 'revoke' }),
    async preview(tx, asked, whose: Whose) {
      const { tokens, scopes, spared } = await found(tx, needs, asked, whose);
      return {
        dry_run: true,
        tokens: tokens.map(presentToken),
        scopes: scopes.map(presentScope),
        spared,
      };
    },
    async run(tx, asked, whose) {
      await holdTokens(tx, asked.body.tokens ?? []);
      const { tokens, scopes, spared } = await found(tx, needs, asked, whose);
      const ids = tokens.map(({ token_id }) => token_id);
      await needs.revokeTokens(tx, ids, asked.now);
      const audit = [...tokens.map(revoked), ...(await removeScopes(tx, needs, scopes, asked.now))];
      const output = { revoked_tokens: ids.length, removed_scopes: scopes.length, spared };
      return { output, audit: audit.length === 0 ? unchanged : audit };
    },
  });

async function found(tx: Tx, needs: UsageNeeds, asked: RemoveAsked, whose: Whose) {
  await permitRest(tx, needs, asked, whose);
  const { body, caller, now } = asked;
  const named = { tokens: body.tokens ?? [], scopes: body.scopes ?? [] };
  const question = questionOf(whose, { days: body.days, caller, now });
  const { tokens, scopes } = await findUnused(tx, question, named);
  const gone = new Set<string>([
    ...tokens.map(({ token_id }) => token_id),
    ...scopes.map(({ id }) => id),
  ]);
  const spared = [...named.tokens, ...named.scopes].filter((id) => !gone.has(id));
  return { tokens, scopes, spared: spared as TokenScopeId[] };
}

/** The rule of the endpoint asked for the right to revoke; scopes, and the site's other tokens, take more. */
async function permitRest(
  tx: Tx,
  { plane, ...needs }: UsageNeeds,
  { body, caller }: RemoveAsked,
  whose: Whose,
): Promise<void> {
  const target = await targetOfUnused(
    tx,
    { plane, ...needs },
    { sent: body, caller, act: 'revoke' },
  );
  const isOwn = whose.kind === 'user' && whose.id === caller.principal.id;
  const acts = isOwn || !body.scopes?.length ? [] : [neededFor(whose, 'update')];
  const rest = [
    ...acts,
    alsoNeeded(whose, 'revoke'),
    body.scopes?.length ? alsoNeeded(whose, 'update') : undefined,
  ];
  for (const permission of rest) {
    if (permission) await permit(plane, tx, { caller, target, permission });
  }
}

function revoked(row: UnusedTokenRow): AuditChange {
  const { kind, id: owner_id, name: owner_name } = ownerOf(row);
  const details = { owner_id, owner_name };
  const token = { id: row.token_id, name: row.token_name };
  return kind === 'user'
    ? { action: 'user_token.revoke', target: { kind: 'user_token', ...token }, details }
    : {
        action: 'service_account_token.revoke',
        target: { kind: 'service_account_token', ...token },
        details,
      };
}

async function removeScopes(
  tx: Tx,
  needs: UsageNeeds,
  scopes: readonly UnusedScopeRow[],
  now: number,
): Promise<AuditChange[]> {
  const audit: AuditChange[] = [];
  const byToken = Map.groupBy(scopes, ({ token_id }) => token_id);
  await holdTokens(tx, [...byToken.keys()]);
  for (const [tokenId, rows] of byToken) {
    const [first] = rows;
    if (!first) continue;
    const details = await needs.removeScopes(
      tx,
      tokenId,
      rows.map(({ id }) => id),
      now,
    );
    audit.push(removed(tokenId, first, details));
  }
  return audit;
}

function removed(
  id: TokenId,
  row: UnusedScopeRow,
  scopes: Awaited<ReturnType<UsageNeeds['removeScopes']>>,
): AuditChange {
  const { kind, id: owner_id, name: owner_name } = ownerOf(row);
  const details = { owner_id, owner_name, ...scopes };
  const token = { id, name: row.token_name };
  return kind === 'user'
    ? { action: 'user_token.remove_scopes', target: { kind: 'user_token', ...token }, details }
    : {
        action: 'service_account_token.remove_scopes',
        target: { kind: 'service_account_token', ...token },
        details,
      };
}
