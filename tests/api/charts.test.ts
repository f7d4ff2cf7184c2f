import { siteId } from '@keywright/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { expectErrorBody, expectOk } from './matrix-answers.ts';
import { runnerSite } from './runner-kit.ts';

const site = await runnerSite();
const { admin, server, made } = site;
afterAll(() => server.stop());

const charts = '/api/v2/helm-charts';
let count = 0;
const next = (what: string) => `${what}-${++count}`;
const newKind = async () => (await made('deployment-kinds', { name: next('kind') })).id as string;
type Input = Record<string, unknown>;
const chart = (more: Input = {}): Input => ({
  ...{ kind_id: site.kind, image_tag: '1.2.3', image_digest: next('sha256:') },
  ...more,
});
const register = (body: object, by = admin) => by.post(charts, { body });
const eventsOn = async (id: string) =>
  (await admin.get(`/api/v2/audit-events?target_id=${id}`)).body.items;

const action = (more: object = {}) => ({
  ...{ id: 'backup', title: 'Back up', description: '', allowed_role: 'Maintainer' },
  ...{ endpoint: 'standard_ingress', path: 'backup', method: 'POST' },
  ...more,
});
const input = (more: object = {}) => ({ id: 'size', type: 'number', label: 'Size', ...more });

describe('registering a chart', () => {
  test('keeps all that was said of it, in both of Platz’s forms', async () => {
    const inputs = [
      input({ minimum: 1, maximum: '10', step: 0.5, required: true }),
      input({
        id: 'days',
        type: 'array',
        itemType: 'DaysAndHour',
        showIf: { '!!': [{ var: 'size' }] },
      }),
      input({ id: 'mode', type: 'RadioSelect', options: [{ value: 1, label: 'One' }] }),
    ];
    const outputs = { values: [{ path: ['a'], value: { FieldValue: { input: 'size' } } }] };
    const spec = action({
      ui_schema: { inputs },
      allowed_on_statuses: ['Running'],
      dangerous: true,
    });
    const body = chart({
      values_ui: { apiVersion: 'platz.io/v1beta1', kind: 'ValuesUi', inputs, outputs },
      actions_schema: [{ apiVersion: 'platz.io/v1beta1', kind: 'Action', spec }],
      features: { spec: { standard_ingress: { enabled: true } } },
      resource_types: [{ kind: 'ResourceType', key: 'Bucket' }],
      parsed_version: '1.2.3',
      parsed_revision: '4',
      parsed_branch: 'main',
      parsed_commit: 'abc',
    });
    const answer = await register(body);
    expectOk('registerHelmChart', answer);
    const stored = inputs.map((one) =>
      'minimum' in one ? { ...one, minimum: '1', step: '0.5' } : one,
    );
    expect(answer.body).toMatchObject({
      ...body,
      values_ui: { inputs: stored, outputs },
      actions_schema: [{ kind: 'Action', spec: { ...spec, ui_schema: { inputs: stored } } }],
      ...{ helm_registry_id: site.kind, available: true, error: null, tag_format_id: null },
      kind: { id: site.kind, name: 'web' },
    });
    expect((await admin.get(`${charts}/${answer.body.id}`)).body).toEqual(answer.body);
    expect((await eventsOn(answer.body.id))[0]).toMatchObject({
      action: 'helm_chart.create',
      target: { kind: 'helm_chart', name: 'web 1.2.3' },
      details: { deployment_kind: 'web', image_digest: body.image_digest },
    });

    const older = chart({ actions_schema: { schema_version: 0, actions: [action()] } });
    const v0 = await register(older);
    expect(v0.body.actions_schema).toEqual(older.actions_schema);
    expect(v0.body).toMatchObject({ values_ui: null, features: null, resource_types: null });
  });

  test('reads the types of inputs in any case, as Platz does', async () => {
    const inputs = [
      input({ type: 'Number' }),
      input({ id: 'b', type: 'ARRAY', itemType: 'checkbox' }),
    ];
    const { body } = await register(chart({ values_ui: { inputs } }));
    expect(body.values_ui.inputs).toMatchObject([
      { type: 'number' },
      { type: 'array', itemType: 'Checkbox' },
    ]);
  });

  test('again, with the same contents, answers it as it was registered first', async () => {
    const first = chart({ parsed_branch: 'main' });
    const { body } = await register(first);
    const again = await register({ ...first, image_tag: '9.9.9', parsed_branch: 'other' });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(body);
    expect(await eventsOn(body.id)).toHaveLength(1);
    const elsewhere = await register({ ...first, kind_id: await newKind() });
    expect(elsewhere.body.id).not.toBe(body.id);
  });

  test('many times at once makes one', async () => {
    const body = chart();
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const ids = new Set(answers.map((answer) => answer.body.id));
    expect(ids.size).toBe(1);
    expect(await eventsOn([...ids][0] ?? '')).toHaveLength(1);
  });

  test('that cannot be deployed says why', async () => {
    const { body } = await register(chart({ error: 'actions.yaml:\nbad indentation' }));
    expect(body).toMatchObject({ available: false, error: 'actions.yaml:\nbad indentation' });
  });

  test('is for who may on the site, of a kind that is there', async () => {
    const runner = await site.runner();
    const refused = await register(chart(), runner.client);
    expectErrorBody(refused, 'forbidden');
    expect(refused.body.permission).toBe('helm_chart.create');
    expectErrorBody(await register(chart(), await site.person(site.env, 'envAdmin')), 'forbidden');
    expectErrorBody(
      await register(chart(), await site.person(site.project, 'projectAdmin')),
      'forbidden',
    );
    const everywhere = await site.person(siteId, 'runner');
    expect((await register(chart(), everywhere)).status).toBe(201);
    for (const kind_id of [crypto.randomUUID(), site.env, siteId]) {
      const answer = await register(chart({ kind_id }));
      expectErrorBody(answer, 'not_found');
      expect(answer.body.message).toContain('kind_id');
    }
  });

  const withInput = (more: object) => chart({ values_ui: { inputs: [input(more)] } });
  const withAction = (more: object) =>
    chart({ actions_schema: { schema_version: 0, actions: [action(more)] } });
  test.each([
    ['kind_id', chart({ kind_id: 'web' })],
    ['image_tag', chart({ image_tag: '' })],
    ['image_digest', chart({ image_digest: 'a\0b' })],
    ['image_digest', chart({ image_digest: 'a'.repeat(201) })],
    ['parsed_branch', chart({ parsed_branch: 5 })],
    ['error', chart({ error: 'a\0b' })],
    ['features', chart({ features: 'all' })],
    ['resource_types', chart({ resource_types: {} })],
    ['values_ui', chart({ values_ui: [] })],
    ['values_ui.apiVersion', chart({ values_ui: { apiVersion: 'v2', inputs: [] } })],
    ['values_ui.inputs', chart({ values_ui: { inputs: [input(), input()] } })],
    ['values_ui.inputs.0.type', withInput({ type: 'Slider' })],
    ['values_ui.inputs.0.itemType', withInput({ type: 'array' })],
    ['values_ui.inputs.0.itemType', withInput({ type: 'array', itemType: 'array' })],
    ['values_ui.inputs.0.minimum', withInput({ minimum: 'few' })],
    ['actions_schema', chart({ actions_schema: 'none' })],
    [
      'actions_schema',
      chart({ actions_schema: { schema_version: 0, actions: [action(), action()] } }),
    ],
    ['actions_schema.actions.0.allowed_role', withAction({ allowed_role: 'Admin' })],
    ['actions_schema.actions.0.method', withAction({ method: 'TRACE' })],
    ['actions_schema.actions.0.path', withAction({ path: '../admin' })],
    ['actions_schema.actions.0.path', withAction({ path: 'a/%2E./%2e%2E/admin' })],
    ['actions_schema.actions.0.endpoint', withAction({ endpoint: 'http://169.254.169.254' })],
  ])('refuses a wrong %s', async (field, body) => {
    const answer = await register(body);
    expectErrorBody(answer, 'invalid_request');
    expect(answer.body.fields[0].field).toBe(field);
  });
});

describe('charts', () => {
  test('are listed newest first, with their filters', async () => {
    const [kind, other] = [await newKind(), await newKind()];
    const of = async (kind_id: string, more: object) => {
      site.pass(10);
      return (await register(chart({ kind_id, ...more }))).body.id as string;
    };
    const main = await of(kind, { parsed_branch: 'main' });
    const broken = await of(kind, { parsed_branch: 'main', error: 'bad' });
    const mainline = await of(kind, { parsed_branch: 'mainline' });
    const foreign = await of(other, { parsed_branch: 'main' });
    const list = async (query: string) => {
      const answer = await admin.get(`${charts}?${query}`);
      expectOk('listHelmCharts', answer);
      expect(answer.body.num_total).toBeGreaterThanOrEqual(answer.body.items.length);
      return answer.body.items.map(({ id }: { id: string }) => id);
    };
    expect((await list('')).slice(0, 4)).toEqual([foreign, mainline, broken, main]);
    expect(await list(`kind_id=${kind}`)).toEqual([mainline, broken, main]);
    expect(await list(`helm_registry_id=${kind}`)).toEqual([mainline, broken, main]);
    expect(await list(`helm_registry_id=${kind}&kind_id=${kind}`)).toHaveLength(3);
    expect(await list(`helm_registry_id=${kind}&kind_id=${other}`)).toEqual([]);
    expect(await list(`kind_id=${kind}&parsed_branch=main`)).toEqual([broken, main]);
    expect((await list('parsed_branch=main')).slice(0, 3)).toEqual([foreign, broken, main]);
    expect(await list(`kind_id=${kind}&available=false`)).toEqual([broken]);
    expect(await list(`kind_id=${kind}&available=true`)).toEqual([mainline, main]);
    const page = await admin.get(`${charts}?kind_id=${kind}&per_page=2&page=2`);
    expect(page.body).toMatchObject({ page: 2, num_total: 3, items: [{ id: main }] });
    expectErrorBody(await admin.get(`${charts}?available=yes`), 'invalid_request');
  });

  test('are for all people, and for accounts once they hold anything', async () => {
    const nobody = await server.as({ email: 'nobody@team.test', picture: 'none' });
    expectOk('getHelmChart', await nobody.get(`${charts}/${site.chart}`));
    expect((await nobody.get(charts)).body.num_total).toBeGreaterThan(0);
    const { accountId, client } = await site.runner();
    expectOk('getHelmChart', await client.get(`${charts}/${site.chart}`));
    const { body } = await admin.get(`/api/v2/grants?principal_id=${accountId}`);
    await admin.delete(`/api/v2/grants/${body.items[0].id}`);
    expectErrorBody(await client.get(`${charts}/${site.chart}`), 'not_found');
    expect((await client.get(charts)).body).toMatchObject({ items: [], num_total: 0 });
    expectErrorBody(await register(chart(), client), 'not_found');
    expectErrorBody(await admin.get(`${charts}/${crypto.randomUUID()}`), 'not_found');
    expectErrorBody(await admin.get(`${charts}/web`), 'invalid_request');
  });
});

describe('the actions of a deployment', () => {
  const actions = [
    action(),
    action({ id: 'restore', title: 'Restore', allowed_role: 'Owner' }),
    action({ id: 'pause', title: 'Pause', allowed_on_statuses: ['Busy', 'Idle'] }),
  ];
  async function deployed() {
    const { id: helm_chart_id } = await made(
      'helm-charts',
      chart({ actions_schema: { schema_version: 0, actions } }),
    );
    const runner = await site.runner();
    const id = await site.deploy(runner.cluster, { helm_chart_id });
    const refusals = async (by = admin) => {
      const answer = await by.get(`/api/v2/deployments/${id}/actions`);
      expectOk('listDeploymentActions', answer);
      for (const one of answer.body.items) expect(one.is_allowed).toBe(one.refusal === null);
      return Object.fromEntries(
        answer.body.items.map((one: { id: string; refusal: string | null }) => [
          one.id,
          one.refusal,
        ]),
      );
    };
    return { runner, id, refusals };
  }

  test('say who may invoke them', async () => {
    const { runner, id, refusals } = await deployed();
    await runner.work();
    expect(await refusals(await site.person(site.env, 'envUser'))).toEqual({
      backup: expect.stringContaining('deployment.invoke_action'),
      restore: expect.stringContaining('deployment.invoke_action'),
      pause: expect.stringContaining('deployment.invoke_action'),
    });
    expect(await refusals(await site.person(site.env, 'deploymentMaintainer'))).toMatchObject({
      backup: null,
      restore: expect.stringContaining('deployment.delete'),
    });
    expect(await refusals(await site.person(site.env, 'deploymentOwner'))).toMatchObject({
      backup: null,
      restore: null,
    });
    expectErrorBody(await runner.client.get(`/api/v2/deployments/${id}/actions`), 'not_found');
  });

  test('say in which status they can be invoked', async () => {
    const { runner, id, refusals } = await deployed();
    await runner.work();
    expect((await refusals()).pause).toContain('Busy or Idle');
    const status = { content: { status: { name: 'IDLE', color: 'success' } }, error: null };
    await runner.client.post(`/api/v2/k8s-clusters/${runner.cluster}/report`, {
      body: { is_ok: true, deployments: [{ id, status }] },
    });
    expect(await refusals()).toEqual({ backup: null, restore: null, pause: null });
    await admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
    expect((await refusals()).backup).toContain('Uninstalling');
  });
});
