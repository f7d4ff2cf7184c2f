import { tokenSorts } from '@keywright/contract';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { accountsSite, dayMs } from './accounts-kit.ts';
import { expectErrorBody } from './matrix-answers.ts';
import { kindsOfTokens, userTokens } from './token-kit.ts';

const site = await accountsSite();
const { server, admin, goTo } = site;
afterAll(() => server.stop());
afterEach(() => goTo(0));

const member = await server.as('member@example.test');
const memberId: string = (await member.get('/api/v2/auth/me')).body.User.id;
const minuteMs = 60_000;

interface Row {
  readonly id: string;
  readonly [field: string]: unknown;
}

describe.each(await kindsOfTokens(site))('lists of a $kind', async ({ kind, path, make, does }) => {
  const isPersonal = kind === 'user_token';
  const made: Row[] = [];
  const scopes = [{ entity_type: 'user', operation: 'list' }];
  const inputs = [
    { name: 'beta', description: 'Ypsilon', duration: '3d' },
    { name: 'Alpha', description: 'xi', scopes, duration: '1d' },
    { name: 'gamma', description: '' },
    { name: 'Äpfel', description: 'zeta', scopes },
  ];
  for (const [n, input] of inputs.entries()) {
    goTo(n * minuteMs);
    made.push(await make(input));
  }
  goTo(5 * minuteMs);
  const [first, second, third] = made;
  await does('revoke', first?.id ?? '');
  await does('renew', second?.id ?? '', { duration: '1d' });
  await site.me(String(third?.['created_token']));
  const owner = isPersonal
    ? `user_id=${memberId}`
    : `service_account_id=${made[0]?.['service_account_id']}`;
  const list = async (query: string): Promise<Row[]> => {
    const { status, body } = await admin.get(`${path}?${owner}&${query}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.num_total).toBe(body.items.length);
    return body.items;
  };
  const names = async (query: string) => (await list(query)).map(({ name }) => name);

  test.each([
    ['name', ['Alpha', 'beta', 'gamma', 'Äpfel']],
    ['description', ['gamma', 'Alpha', 'beta', 'Äpfel']],
    ['access', ['gamma', 'beta', 'Äpfel', 'Alpha']],
    ['state', ['Äpfel', 'gamma', 'Alpha', 'beta']],
    ['issued_at', ['beta', 'gamma', 'Äpfel', 'Alpha']],
    ['created_at', ['beta', 'Alpha', 'gamma', 'Äpfel']],
    ['expires_at', ['Alpha', 'beta', 'Äpfel', 'gamma']],
  ])('in the order of %s, and the other way round', async (sort, order) => {
    expect(await names(`sort=${sort}`)).toEqual(order);
    const back = await names(`sort=-${sort}`);
    if (['name', 'description', 'issued_at', 'created_at'].includes(sort)) {
      expect(back).toEqual(order.toReversed());
    }
    expect(back.toSorted()).toEqual(order.toSorted());
  });

  test('what never ends comes last either way, of equals the newest first', async () => {
    expect(await names('sort=-expires_at')).toEqual(['beta', 'Alpha', 'Äpfel', 'gamma']);
    expect(await names('sort=-access')).toEqual(['Äpfel', 'Alpha', 'gamma', 'beta']);
    expect(await names('sort=-state')).toEqual(['beta', 'Äpfel', 'gamma', 'Alpha']);
  });

  test('what was never used comes last either way', async () => {
    // Uses are written in batches.
    await expect.poll(async () => (await list('sort=last_used'))[0]?.['last_used']).not.toBeNull();
    for (const sort of ['last_used', '-last_used']) {
      expect(await names(`sort=${sort}`)).toEqual(['gamma', 'Äpfel', 'Alpha', 'beta']);
    }
  });

  test('newest first without a word, page by page as a whole', async () => {
    expect(await names('')).toEqual(['Äpfel', 'gamma', 'Alpha', 'beta']);
    for (const sort of tokenSorts) {
      const pages = [];
      for (let page = 0; page < 4; page++) {
        const { body } = await admin.get(
          `${path}?${owner}&sort=${sort}&per_page=1&page=${page + 1}`,
        );
        pages.push(...body.items.map(({ name }: Row) => name));
      }
      expect(new Set(pages).size, sort).toBe(4);
    }
  });

  test('by state, access, name and whole id, together too', async () => {
    expect(await names('state=all')).toHaveLength(4);
    expect(await names('state=revoked')).toEqual(['beta']);
    expect(await names('state=active')).toEqual(['Äpfel', 'gamma', 'Alpha']);
    expect(await names('access=scoped')).toEqual(['Äpfel', 'Alpha']);
    expect(await names('access=full&state=revoked')).toEqual(['beta']);
    expect(await names('access=full&search=ALPH')).toEqual([]);
    expect(await names('access=scoped&search=ALPH')).toEqual(['Alpha']);
    expect(await names(`search=${third?.id}`)).toEqual(['gamma']);
    expect(await names(`search=${third?.id.slice(0, 20)}`)).toEqual([]);
    goTo(5 * minuteMs + dayMs);
    expect(await names('state=expired')).toEqual(['Alpha']);
    expect(await names('state=expired&sort=name&access=scoped')).toEqual(['Alpha']);
  });

  test.each(['sort=secret', 'sort=--name', 'sort=', 'access=some', 'state=deleted'])(
    'is refused with %s',
    async (query) => {
      const answer = await admin.get(`${path}?${owner}&${query}`);
      expectErrorBody(answer, 'invalid_request');
      expect(answer.body.fields[0].field).toBe(query.split('=')[0]);
    },
  );
});

test('everybody’s tokens come by time alone: another order needs one person', async () => {
  for (const sort of tokenSorts) {
    const answer = await admin.get(`${userTokens}?sort=${sort}`);
    if (sort === 'created_at') expect(answer.status).toBe(200);
    else {
      expectErrorBody(answer, 'invalid_request');
      expect(answer.body.fields[0].field).toBe('sort');
    }
    expect((await admin.get(`${userTokens}?mine=true&sort=${sort}`)).status).toBe(200);
    expect((await member.get(`${userTokens}?sort=-${sort}`)).status).toBe(200);
  }
  const scoped = (await admin.get(`${userTokens}?access=scoped`)).body;
  expect([scoped.num_total, scoped.items.length]).toEqual([2, 2]);
  const full = (await admin.get(`${userTokens}?access=full&state=active`)).body;
  expect(full.num_total).toBe(full.items.length);
});
