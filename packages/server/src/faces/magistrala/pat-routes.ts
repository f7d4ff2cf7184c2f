import { faceRoute, type RouteOf, type Sent } from '../../request/face.ts';
import { invalidField } from '../../request/problem.ts';
import { answered, idOf, pageQuery } from './paging.ts';
import { patOf } from './pat.ts';
import { fieldsOf, parameter, required } from './sent.ts';

const statuses = ['active', 'expired', 'revoked', 'all'];

export const ofPat = ({ params }: Sent) => ({ id: params.id });

/** What its documents have on tokens themselves, by `operationId`. */
export const patRoutes: readonly RouteOf[] = [
  // createPAT
  faceRoute({
    method: 'POST',
    path: '/pats',
    drives: 'createUserToken',
    ask({ body }) {
      const fields = fieldsOf(body());
      const name = required(fields, 'name');
      const { description } = fields;
      const duration = required(fields, 'duration');
      return { body: { name, description, duration, access: 'scoped', scopes: [] } };
    },
    answer: (token) => ({ status: 201, json: patOf(token) }),
  }),
  // listPATs
  faceRoute({
    method: 'GET',
    path: '/pats',
    drives: 'listUserTokens',
    ask({ query }) {
      const state = parameter(query, 'status');
      if (state !== undefined && !statuses.includes(state)) {
        throw invalidField('status', `Expected one of ${statuses.join(', ')}.`);
      }
      const id = idOf(query);
      const name = parameter(query, 'name');
      if (id !== undefined && name !== undefined) throw invalidField('id', 'Give it without name.');
      return { query: { mine: 'true', state, search: id ?? name, ...pageQuery(query) } };
    },
    answer(page, { query }) {
      const { rows, ...frame } = answered(page, query);
      return { status: 200, json: { ...frame, pats: rows.map(patOf) } };
    },
  }),
  // clearAllPATs
  faceRoute({
    method: 'DELETE',
    path: '/pats',
    drives: 'deleteUserTokens',
    ask: () => ({ query: {} }),
    answer: () => ({ status: 200 }),
  }),
  // retrievePAT
  faceRoute({
    method: 'GET',
    path: '/pats/{id}',
    drives: 'getUserToken',
    ask: (sent) => ({ params: ofPat(sent) }),
    answer: (token) => ({ status: 200, json: patOf(token) }),
  }),
  // deletePAT
  faceRoute({
    method: 'DELETE',
    path: '/pats/{id}',
    drives: 'deleteUserToken',
    ask: (sent) => ({ params: ofPat(sent) }),
    answer: () => ({ status: 204 }),
  }),
  // updatePATName
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/name',
    drives: 'updateUserToken',
    ask: (sent) => ({
      params: ofPat(sent),
      body: { name: required(fieldsOf(sent.body()), 'name') },
    }),
    answer: (token) => ({ status: 202, json: patOf(token) }),
  }),
  // updatePATDescription: an empty one is none
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/description',
    drives: 'updateUserToken',
    ask(sent) {
      const { description } = fieldsOf(sent.body());
      if (description === undefined) throw invalidField('description', 'Must be there.');
      return { params: ofPat(sent), body: { description } };
    },
    answer: (token) => ({ status: 202, json: patOf(token) }),
  }),
  // resetPATSecret: one that is active is renewed
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/secret/reset',
    drives: 'regenerateUserToken',
    otherwise: { on: 'token_active', drives: 'renewUserToken' },
    ask: (sent) => ({
      params: ofPat(sent),
      body: { duration: required(fieldsOf(sent.body()), 'duration') },
    }),
    answer: (token) => ({ status: 200, json: patOf(token) }),
  }),
  // revokePATSecret
  faceRoute({
    method: 'PATCH',
    path: '/pats/{id}/secret/revoke',
    drives: 'revokeUserToken',
    ask: (sent) => ({ params: ofPat(sent) }),
    answer: () => ({ status: 204 }),
  }),
];
