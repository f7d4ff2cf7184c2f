import { z } from 'zod';
import { projectId, resourceId, tokenScopeId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { resourceRef } from './resources.ts';
import { textFilter, time } from './text.ts';

/** `full`: all that its principal may do. `scoped`: of that, what its scopes name. */
export const tokenAccess = z.enum(['full', 'scoped']);
export type TokenAccess = z.output<typeof tokenAccess>;

/** How many scopes one token can have. */
export const maxScopes = 10_000;
/** What so many take as JSON, each on an entity of its own. */
export const maxScopesBytes = 2 * 1024 * 1024;

/** What a scoped token may use: an operation on entities of a type. */
export const tokenScope = z.object({
  id: tokenScopeId,
  created_at: time,
  entity_type: z.string(),
  operation: z.string(),
  project: z.object({ id: projectId, name: z.string() }).nullable().describe('Null: any.'),
  entity: resourceRef.nullable().describe('Null: any.'),
  covered_by: tokenScopeId
    .nullable()
    .describe('A wider scope of this token that makes this one needless.'),
});
export type TokenScope = z.output<typeof tokenScope>;
export const tokenScopePage = pageOfItems(tokenScope);

export const tokenScopeFilters = z.object({
  ...paging,
  entity_type: z.string().max(40).optional(),
  search: textFilter
    .optional()
    .describe('Matches type, operation, names of project and entity, or the whole id.'),
});

const word = z.string().max(40, 'Must be at most 40 characters.');

/** One or more operations on entities of a type: each is a scope of its own. */
export const newTokenScope = z.object({
  entity_type: word,
  operation: word.optional(),
  operations: z
    .array(word)
    .min(1, 'Name at least one operation.')
    .max(50, 'Must be at most 50 operations.')
    .optional()
    .describe('Several at once, instead of operation.'),
  project_id: projectId.nullish().describe('Any project without it.'),
  entity_id: z
    .union([z.literal('*'), resourceId])
    .nullish()
    .describe('One entity; any without it, or with *.'),
});
export type NewTokenScope = z.output<typeof newTokenScope>;

/** In one request, all or none. */
export const newTokenScopes = z
  .array(newTokenScope)
  .max(maxScopes, `Must be at most ${maxScopes.toLocaleString('en')} scopes.`);

export const addTokenScopes = z.object({
  scopes: newTokenScopes.min(1, 'Name at least one scope.'),
  remove_covered: z
    .boolean()
    .optional()
    .describe('Also remove scopes that the new ones make needless.'),
});

export const addedTokenScopes = z.object({
  items: z.array(tokenScope).describe('What was added.'),
  covered: z
    .array(tokenScope)
    .describe('Older scopes that the new ones make needless; gone where remove_covered was true.'),
  num_total: z.number().int(),
});
export type AddedTokenScopes = z.output<typeof addedTokenScopes>;

export const removeTokenScopes = z.object({
  scope_ids: z
    .array(tokenScopeId)
    .min(1, 'Name at least one scope.')
    .max(1000, 'Must be at most 1,000 scopes.'),
});

export const removedTokenScopes = z.object({ removed: z.number().int() });
