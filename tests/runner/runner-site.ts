import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { siteId } from '../../packages/contract/src/index.ts';
import { node26 } from '../../scripts/setup/paths.mjs';
import { made } from '../api/made.ts';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';
import { type ServerProxy, startProxy } from './proxy.ts';
import { type RunnerProcess, startRunner } from './runner-process.ts';

const probe = `${import.meta.dirname}/probe.ts`;

/** A server with what a runner needs there: an env, two kinds, an account; and a folder with its config and charts. */
export interface RunnerSite {
  readonly server: TestServer;
  readonly proxy: ServerProxy;
  readonly admin: Client;
  readonly folder: string;
  readonly workDir: string;
  readonly config: string;
  readonly envId: string;
  readonly runnerToken: string;
  /** Runs, and works for the cluster. */
  start(): Promise<RunnerProcess>;
  /** Makes a deployment of `job`, whose every operation is a command, or of `site`, which is a service. */
  deploy(kind: 'job' | 'site', config: object): Promise<string>;
  /** Changes its config, which makes a task of it. */
  upgrade(id: string, config: object): Promise<void>;
  invoke(id: string, action: string, body?: object): Promise<string>;
  /** The newest task of a deployment, once it has ended. */
  ended(id: string): Promise<EndedTask>;
  tasksOf(id: string): Promise<EndedTask[]>;
  outputOf(task: EndedTask): Promise<{ text: string; is_cut: boolean }>;
  /** Lines that working commands wrote. */
  journal(): string[];
  stop(): Promise<void>;
}

export interface EndedTask {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly operation: Record<string, unknown>;
  readonly response: { status: number; body: string; is_cut: boolean } | null;
  readonly output_bytes: number;
}

export async function openRunnerSite(settings: Record<string, unknown> = {}): Promise<RunnerSite> {
  const server = await startTestServer();
  const proxy = await startProxy(server.url);
  const admin = await server.token('admin@example.test');
  const make = (path: string, body: object) => made(admin.post(`/api/v2/${path}`, { body }));
  const env = await make('envs', { name: 'tests' });
  const kinds = {
    job: await make('deployment-kinds', { name: 'job' }),
    site: await make('deployment-kinds', { name: 'site' }),
  };
  const runnerToken = await accountToken(admin, env.id);
  const folder = mkdtempSync(join(tmpdir(), 'kw-run-'));
  const workDir = join(folder, 'w');
  const config = join(folder, 'runner.yaml');
  const journal = join(folder, 'journal');
  writeFileSync(journal, '');
  writeCharts(folder);
  writeFileSync(join(folder, 'token'), `${runnerToken}\n`);
  const command = [node26, probe, 'command', journal];
  const operations = ['Install', 'Upgrade', 'Uninstall'];
  // JSON is YAML.
  writeFileSync(
    config,
    JSON.stringify({
      server: proxy.url,
      token_file: 'token',
      cluster: { env: env.id, name: 'here' },
      work_dir: 'w',
      charts: 'charts',
      report_every_s: 1,
      kinds: {
        job: { commands: Object.fromEntries(operations.map((one) => [one, command])) },
        site: {
          service: {
            command: [node26, probe, 'service', '{config}'],
            ...{ port_variable: 'PROBE_PORT', ready_path: '/ready', status_path: '/status' },
            ...{ ready_within_s: 20, stop_within_s: 1 },
          },
        },
      },
      ...settings,
    }),
  );

  const tasksOf = async (id: string): Promise<EndedTask[]> =>
    (await admin.get(`/api/v2/deployment-tasks?deployment_id=${id}`)).body.items;
  const running: RunnerProcess[] = [];
  return {
    ...{ server, proxy, admin, folder, workDir, config, runnerToken, tasksOf },
    envId: env.id,
    async start() {
      const runner = startRunner(config);
      running.push(runner);
      await runner.said(/Working for cluster/);
      return runner;
    },
    async deploy(kind, deploymentConfig) {
      const kindId = kinds[kind].id;
      const clusters = await admin.get(`/api/v2/k8s-clusters?env_id=${env.id}`);
      const charts = await admin.get(`/api/v2/helm-charts?kind_id=${kindId}`);
      const body = {
        ...{
          name: `d-${crypto.randomUUID().slice(0, 8)}`,
          kind_id: kindId,
          config: deploymentConfig,
        },
        ...{ cluster_id: clusters.body.items[0].id, helm_chart_id: charts.body.items[0].id },
      };
      return (await make('deployments', body)).id;
    },
    async upgrade(id, deploymentConfig) {
      const body = { config: deploymentConfig };
      const { status } = await admin.put(`/api/v2/deployments/${id}`, { body });
      expect(status).toBe(200);
    },
    async invoke(id, action, body = {}) {
      const { body: deployment } = await admin.get(`/api/v2/deployments/${id}`);
      const { helm_chart_id } = deployment;
      const operation = { InvokeAction: { helm_chart_id, action_id: action, body } };
      return (await make('deployment-tasks', { deployment_id: id, operation })).id;
    },
    async ended(id) {
      let newest: EndedTask | undefined;
      const status = async () => {
        newest = (await tasksOf(id))[0];
        return newest?.status;
      };
      await expect.poll(status, { timeout: 50_000, interval: 100 }).toMatch(/Done|Failed|Canceled/);
      return newest as EndedTask;
    },
    async outputOf({ id }) {
      return (await admin.get(`/api/v2/deployment-tasks/${id}/output`)).body;
    },
    journal: () => readFileSync(journal, 'utf8').trim().split('\n').filter(Boolean),
    async stop() {
      await Promise.all(running.map((one) => one.kill()));
      proxy.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a runner needs and nothing else: its role on the env, and making versions, which belong to the site. */
async function accountToken(admin: Client, envId: string): Promise<string> {
  const roles = await admin.get('/api/v2/roles?search=Runner');
  const body = {
    name: 'runner',
    grants: [
      { resource_id: envId, role_id: roles.body.items[0].id },
      { resource_id: siteId, permissions: ['helm_chart.create'] },
    ],
    token: { name: 'tests' },
  };
  return (await made(admin.post('/api/v2/service-accounts', { body }))).token.created_token;
}

function writeCharts(folder: string): void {
  const action = (id: string) => ({
    ...{ id, title: id, description: id, allowed_role: 'Maintainer' },
    ...{ endpoint: 'standard_ingress', path: `/${id}`, method: 'POST' },
  });
  const actions = ['echo', 'elsewhere', 'long', 'no'].map(action);
  for (const kind of ['job', 'site']) {
    const chart = `${folder}/charts/${kind}/1.0.0`;
    mkdirSync(chart, { recursive: true });
    writeFileSync(`${chart}/Chart.yaml`, `name: ${kind}\nversion: "1.0.0"\n`);
    writeFileSync(`${chart}/actions-schema.yaml`, JSON.stringify({ schema_version: 0, actions }));
  }
}
