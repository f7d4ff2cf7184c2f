import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { absent } from '../compat/platz/absent.ts';
import {
  misfitsOf,
  misfitsOfNamed,
  type PlatzOperation,
  platzOperations,
} from '../kit/platz-document.ts';
import { endpointNames, send } from './matrix-ask.ts';
import { assembleCast } from './matrix-cast.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

const byAddress = new Map(
  platzOperations.values().map((one) => [`${one.method} ${one.path}`, one] as const),
);
const operationOf = (name: EndpointName): PlatzOperation | undefined => {
  const { method, path }: Endpoint = endpoints[name];
  return byAddress.get(`${method} ${path}`);
};
const shared = endpointNames.filter((name) => operationOf(name) !== undefined);

const isAbsent = (id: string) => Object.values(absent).some((names) => Object.hasOwn(names, id));

test('all that Platz’s document has is here by its own address, but what this product has no use for', () => {
  const theirs = [...platzOperations.keys()].filter((id) => !isAbsent(id));
  expect(shared.map((name) => operationOf(name)?.operationId).toSorted()).toEqual(
    theirs.toSorted(),
  );
});

test.each(shared)(
  '%s answers with the status and the fields that Platz’s clients read',
  async (name) => {
    const asking = await rows[name].ask(cast, cast.members.user);
    const answer = await send(server.url, name, asking, cast.members.admin.headers.token);
    const operation = operationOf(name) as PlatzOperation;
    expect(misfitsOf(operation, answer.status, answer.body)).toEqual([]);
  },
);

test.each(shared)('%s takes the parameters that Platz’s clients send', (name) => {
  const { query }: Endpoint = endpoints[name];
  const sent = (operationOf(name)?.parameters ?? []).filter((one) => one.in === 'query');
  const known = Object.keys(query?.shape ?? {});
  expect(sent.map((one) => one.name).filter((one) => !known.includes(one))).toEqual([]);
});

test('looking for misfits finds them', () => {
  expect(misfitsOfNamed('User', { id: 1, email: null })).toEqual(
    expect.arrayContaining([
      'body/id must be string',
      'body/email must be string',
      "body must have required property 'is_admin'",
    ]),
  );
});
