import { Command } from 'commander';
import { mostCandidates } from '../names/named.ts';
import { scopeOption, scopesOf } from '../names/scope.ts';
import { Stopped } from '../program/stopped.ts';
import { addOnToken, type TokenOwner } from './one-token.ts';
import { scopeColumns } from './token-fields.ts';

interface ScopeFilters {
  readonly type?: string;
  readonly search?: string;
}

/** `scope list|add|remove` of a token. */
export function scopeGroup(owner: TokenOwner): Command {
  const group = new Command('scope').description('What a scoped token may use');
  const { face } = owner;
  addOnToken<ScopeFilters>(
    group,
    owner,
    { name: 'list', summary: 'Scopes of a token, by type and operation' },
    async ({ client, out }, id, { type, search }) => {
      const query = { per_page: mostCandidates, entity_type: type, search };
      const page = await client[face.listScopes]({ params: { id }, query });
      await out.list(page, scopeColumns, 'It has no scopes: it can read and revoke itself.');
    },
  )
    .option('--type <type>', 'of this entity type')
    .option('--search <text>', 'by type, operation, or name of project or entity');
  addOnToken<{ scope?: string[]; removeCovered?: true }>(
    group,
    owner,
    { name: 'add', summary: 'Add scopes, all or none' },
    async ({ client, out }, id, { scope = [], removeCovered }) => {
      if (scope.length === 0) throw new Stopped('usage', 'Name at least one --scope.');
      const scopes = await scopesOf(client, scope);
      const body = { scopes, ...(removeCovered && { remove_covered: true }) };
      const added = await client[face.addScopes]({ params: { id }, body });
      await out.done(`Added ${added.items.length}; it has ${added.num_total} now.`, added);
    },
  )
    .addOption(scopeOption())
    .option('--remove-covered', 'also remove scopes that the new ones make needless');
  addOnToken<{ all?: true }>(
    group,
    owner,
    {
      name: 'remove',
      summary: 'Remove scopes by their ids, or --all: what they let it do is refused from now on',
      more: '[scopes...]',
    },
    async ({ client, out, confirm }, id, { all }, scope_ids) => {
      const params = { id };
      if (all) {
        await confirm('Remove all scopes of this token?');
        const gone = await client[face.removeAllScopes]({ params });
        await out.done(`Removed ${gone.removed}.`, gone);
        return;
      }
      if (scope_ids.length === 0) {
        throw new Stopped(
          'usage',
          'Name at least one scope by its id, or --all.',
          '`scope list` shows the ids.',
        );
      }
      const body = { scope_ids: [...scope_ids] };
      const gone = await client[face.removeScopes]({ params, body });
      await out.done(`Removed ${gone.removed}.`, gone);
    },
  ).option('--all', 'every scope');
  return group;
}
