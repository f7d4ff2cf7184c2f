import {
  type Endpoint,
  type EndpointName,
  type ErrorCode,
  endpoints,
  errorBody,
  errorCodes,
  errorsFor,
} from '@keywright/contract';
import { expect } from 'vitest';
import type { Answer } from '../kit/http-client.ts';

/** The two fields that may hold a secret, in the answers that hand one out. */
const revealing = new Set(['created_token', 'access_token']);
/** Platz's names for what is none: of a Kubernetes secret, and of a chart's contents. */
const harmless = new Set(['ingress_tls_secret_name', 'image_digest']);
const secretNames = /secret|password|digest|sha256|hash|jwt|cookie|^(.*_)?token$|private|signing/i;
const secretValues = /kw[pbd]_[\w-]{22}\.|eyJ[\w-]+\.[\w-]+\./;

/** The answer has the status and the form that the endpoint's row in the table promises. */
export function expectOk(name: EndpointName, answer: Answer): void {
  const promised = (endpoints[name] as Endpoint).answer;
  expect(answer.status, JSON.stringify(answer.body)).toBe(promised.status);
  if ('json' in promised) {
    expect(promised.json.parse(answer.body), 'undeclared fields').toEqual(answer.body);
    expect(secretsIn(answer.body)).toEqual([]);
  } else if ('media' in promised) {
    expect(answer.headers['content-type']).toMatch(/^image\//);
  } else if ('redirect' in promised) {
    expect(answer.headers.location).not.toMatch(/^\/sign-in-problem/);
    expect(answer.body).toBe('');
  } else {
    expect(answer.body).toBe('');
  }
}

/** The answer is this error, in the form of every error, and one that the endpoint's document lists. */
export function expectError(name: EndpointName, answer: Answer, code: ErrorCode): void {
  expectErrorBody(answer, code);
  expect(errorsFor(endpoints[name]), 'the errors documented for it').toContain(code);
}

export function expectErrorBody(answer: Answer, code: ErrorCode): void {
  expect(answer.body).toMatchObject({ code });
  expect(answer.status).toBe(errorCodes[code].status);
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  expect(errorBody.strict().parse(answer.body)).toEqual(answer.body);
  expect(answer.body.request_id).toBe(answer.headers['x-request-id']);
  expect(answer.headers['www-authenticate'] !== undefined).toBe(answer.status === 401);
  expect(secretsIn(answer.body)).toEqual([]);
}

/** Paths of fields that are named or look like secrets, beside the two that are meant to. */
function secretsIn(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return secretValues.test(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (revealing.has(name) || harmless.has(name)) return [];
    const here = `${path}.${name}`;
    // An object of such a name is a token's row, say, and is looked into.
    const isValue = typeof inner !== 'object' || inner === null;
    return isValue && secretNames.test(name) ? [here] : secretsIn(inner, here);
  });
}
