import { type Endpoint, type EndpointName, endpoints } from '@keywright/contract';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLiveEvents } from '../kit/live-events.ts';
import { expectError, expectOk } from './matrix-answers.ts';
import { endpointNames, send, urlOf } from './matrix-ask.ts';
import { assembleCast, strangerHeaders } from './matrix-cast.ts';
import {
  type AccountCarrier,
  type AccountPrincipal,
  type Carrier,
  carriersOf,
  type Headers,
  type Member,
  type PersonCarrier,
  type PersonPrincipal,
  type Principal,
  principals,
} from './matrix-principals.ts';
import { type Asking, outcomeOf, type Row } from './matrix-row.ts';
import { rows } from './matrix-rows.ts';

const cast = await assembleCast();
const { server } = cast;
afterAll(() => server.stop());

beforeAll(() =>
  vi.waitFor(async () => {
    const picture = await cast.admin.get(`/api/v2/users/${cast.members.user.id}/avatar`);
    expect(picture.status).toBe(200);
  }, 10_000),
);

test('every endpoint has its row, and no row is of an endpoint that is gone', () => {
  expect(Object.keys(rows).sort()).toEqual([...endpointNames].sort());
});

/** What carries a credential is told apart before any database is asked: on PostgreSQL, a token stands for all. */
const carriersHere = (principal: Principal): readonly Carrier[] =>
  server.database.engine === 'sqlite' ? carriersOf(principal) : carriersOf(principal).slice(-1);

const cases = endpointNames.flatMap((name) =>
  principals.flatMap((principal) =>
    carriersHere(principal).map((carrier) => {
      const outcome = outcomeOf(rows[name], principal, carrier);
      return { name, principal, carrier, outcome };
    }),
  ),
);

test.each(cases)(
  '$name by $principal with $carrier: $outcome',
  async ({ name, principal, carrier, outcome }) => {
    const row = rows[name];
    const owner = row.endsCredentials ? await cast.newcomer() : cast.members.user;
    const headers = await headersOf(row, owner, principal, carrier);
    const asking = await row.ask(cast, owner);
    if ('events' in endpoints[name].answer && outcome === 'ok') {
      await expectStream(name, asking, headers);
      return;
    }
    const answer = await send(server.url, name, asking, headers);
    if (outcome === 'ok') expectOk(name, answer);
    else expectError(name, answer, outcome);
  },
);

async function headersOf(row: Row, owner: Member, principal: Principal, carrier: Carrier) {
  if (principal === 'anonymous') return strangerHeaders[carrier as PersonCarrier];
  if (principal === 'deployment') return cast.deployed.acting.headers;
  if (principal in cast.accounts) {
    return cast.accounts[principal as AccountPrincipal].headers[carrier as AccountCarrier];
  }
  const member = principal === 'user' ? owner : cast.members[principal as PersonPrincipal];
  const isFresh = principal === 'user' || !row.endsCredentials;
  return (isFresh ? member : await cast.again(member)).headers[carrier as PersonCarrier];
}

async function expectStream(name: EndpointName, asking: Asking, headers: Headers) {
  const endpoint: Endpoint = endpoints[name];
  const { answer } = endpoint;
  const { href } = urlOf(server.url, endpoint, asking);
  const stream = await openLiveEvents(server.url, headers, href);
  expect(stream.status).toBe(answer.status);
  if (rows[name].isQuiet) return stream.close();
  const event = await stream.next();
  if ('events' in answer) expect(answer.events.parse(event)).toEqual(event);
  stream.close();
}
