import { maxScopes } from '@keywright/contract';
import { faceRoute, type RouteOf } from '../../request/face.ts';
import { invalidField } from '../../request/problem.ts';
import { answered, idOf, pageQuery } from './paging.ts';
import { ofPat } from './pat-routes.ts';
import { ourScope, theirScope } from './scope-words.ts';
import { fieldsOf, required } from './sent.ts';

/** What its documents have on the scopes of a token, by `operationId`. */
export const scopeRoutes: readonly RouteOf[] = [
  // listScopes
  faceRoute({
    method: 'GET',
    path: '/pats/{id}/scope',
    drives: 'listUserTokenScopes',
    ask: (sent) => ({
      params: ofPat(sent),
      query: { search: idOf(sent.query), ...pageQuery(sent.query) },
    }),
    answer(page, { params, query }) {
      const { rows, ...frame } = answered(page, query);
      const scopes = rows.map((scope) => theirScope(scope, String(params.id)));
      return { status: 200, json: { ...frame, scopes } };
    },
  }),
  // clearAllScopes
  faceRoute({
    method: 'DELETE',
    path: '/pats/{id}/scope',
    drives: 'removeUserTokenScopes',
    ask: (sent) => ({ params: ofPat(sent) }),
    answer: () => ({ status: 200 }),
  }),
  // addScope
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/scope/add',
    drives: 'addUserTokenScopes',
    ask(sent) {
      const scopes = required(fieldsOf(sent.body()), 'scopes');
      return {
        params: ofPat(sent),
        body: { scopes: Array.isArray(scopes) ? ours(scopes) : scopes },
      };
    },
    answer: () => ({ status: 200 }),
  }),
  // removeScope
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/scope/remove',
    drives: 'removeSomeUserTokenScopes',
    ask: (sent) => ({
      params: ofPat(sent),
      body: { scope_ids: required(fieldsOf(sent.body()), 'scopes_id') },
    }),
    answer: () => ({ status: 200 }),
  }),
];

function ours(scopes: readonly unknown[]): unknown[] {
  if (scopes.length > maxScopes) {
    throw invalidField('scopes', `Must be at most ${maxScopes.toLocaleString('en')} scopes.`);
  }
  return scopes.map((scope, at) => ourScope(scope, `scopes.${at}.`));
}
