import { afterAll, expect, test } from 'vitest';
import { startTestServer } from '../kit/server.ts';
import { expectErrorBody } from './matrix-answers.ts';

const server = await startTestServer();
afterAll(() => server.stop());
const admin = await server.as('admin@example.test');

let count = 0;
/** Each type with siblings of its own, so that no name is in the way by chance. */
const places = {
  async organizations() {
    return {};
  },
  async projects() {
    const { body } = await admin.post('/api/v2/organizations', { body: { name: `P ${++count}` } });
    return { organization_id: body.id };
  },
  async envs() {
    const { body } = await admin.post('/api/v2/projects', { body: { name: `E ${++count}` } });
    return { project_id: body.id };
  },
  async 'deployment-kinds'() {
    return {};
  },
} as const;
type Path = keyof typeof places;
const paths = Object.keys(places) as Path[];
const verbOf = (path: Path) => (path === 'organizations' || path === 'projects' ? 'PATCH' : 'PUT');

test.each(paths)('%s beside each other differ in more than case or Unicode form', async (path) => {
  const place = await places[path]();
  const make = (name: string) => admin.post(`/api/v2/${path}`, { body: { name, ...place } });
  expect((await make('Crème Straße ﬁn')).status).toBe(201);
  for (const same of [
    'Crème Straße ﬁn',
    'crème straße ﬁn',
    'CRÈME STRASSE FIN',
    'Cre\u0300me Straße ﬁn',
    'Crème  Straße\u00a0fin',
    'Ｃrème Straße ﬁn',
    'Cr\u200bème Straße ﬁn',
    'Crème Straße ﬁn\u2060',
    'Crème\u00ad Straße ﬁn',
  ]) {
    const refused = await make(same);
    expectErrorBody(refused, 'conflict');
    expect(refused.body.message).toContain('“Crème Straße ﬁn”');
  }
  expect((await make('Creme Strasse fin')).status).toBe(201);
});

test.each(paths)(
  '%s do not take the name of another, and may change the case of their own',
  async (path) => {
    const place = await places[path]();
    const make = async (name: string) =>
      (await admin.post(`/api/v2/${path}`, { body: { name, ...place } })).body;
    const [one, other] = [await make(`${path} one`), await make(`${path} other`)];
    const rename = (id: string, name: string) =>
      admin.send(verbOf(path), `/api/v2/${path}/${id}`, { body: { name } });

    const refused = await rename(other.id, `${path} ONE`);
    expectErrorBody(refused, 'conflict');
    expect(refused.body.message).toContain(`“${path} one”`);
    expect((await admin.get(`/api/v2/${path}/${other.id}`)).body.name).toBe(`${path} other`);

    const renamed = await rename(one.id, `${path} ONE`);
    expect([renamed.status, renamed.body.name]).toEqual([200, `${path} ONE`]);
    expect((await rename(one.id, `${path} ONE`)).status).toBe(200);
    const { body: events } = await admin.get(`/api/v2/audit-events?target_id=${one.id}`);
    expect(events.items).toHaveLength(2);
    expect(events.items[0].details).toMatchObject({
      name: { from: `${path} one`, to: `${path} ONE` },
    });
  },
);

test('the same name is free below another parent', async () => {
  for (const path of ['projects', 'envs'] as const) {
    for (const place of [await places[path](), await places[path]()]) {
      const { status } = await admin.post(`/api/v2/${path}`, { body: { name: 'same', ...place } });
      expect(status).toBe(201);
    }
  }
});

test.each(paths)(
  'of several %s of one name made at once, one is made and the others are told',
  async (path) => {
    const place = await places[path]();
    for (let round = 0; round < 3; round++) {
      const answers = await Promise.all(
        ['Same', 'same', 'SAME', 'ｓａｍｅ'].map((name) =>
          admin.post(`/api/v2/${path}`, { body: { name: `${name} ${round}`, ...place } }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    }
  },
);

test.each(paths)('of two %s that take one name at once, one gets it', async (path) => {
  const place = await places[path]();
  const make = async (name: string) =>
    (await admin.post(`/api/v2/${path}`, { body: { name: `${path} ${name}`, ...place } })).body.id;
  const ids = [await make('left'), await make('right')];
  const answers = await Promise.all([
    ...ids.map((id) =>
      admin.send(verbOf(path), `/api/v2/${path}/${id}`, { body: { name: `${path} wanted` } }),
    ),
    admin.post(`/api/v2/${path}`, { body: { name: `${path} WANTED`, ...place } }),
  ]);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status < 300)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(2);
});
