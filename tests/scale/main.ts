// npm run scale -- [--users 100000] [--tokens 1000000] [--engine sqlite|postgres] [--dry]: times requests on a large site.
import { parseArgs } from 'node:util';
import { circumstances, writeSection } from '../../bench/results.ts';
import { ensurePrograms } from '../kit/install-programs.ts';
import { type Measured, measureEngine } from './measure-engine.ts';

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '100000' },
    tokens: { type: 'string', default: '1000000' },
    organizations: { type: 'string', default: '10000' },
    projects: { type: 'string', default: '20000' },
    envs: { type: 'string', default: '80000' },
    grants: { type: 'string', default: '1000000' },
    deployments: { type: 'string', default: '10000' },
    tasks: { type: 'string', default: '1000000' },
    entities: { type: 'string', default: '1000000' },
    engine: { type: 'string' },
    dry: { type: 'boolean', default: false },
  },
});
const size = {
  users: Number(values.users),
  tokens: Number(values.tokens),
  tree: {
    organizations: Number(values.organizations),
    projects: Number(values.projects),
    envs: Number(values.envs),
    grants: Number(values.grants),
  },
  deployed: { deployments: Number(values.deployments), tasks: Number(values.tasks) },
  entities: Number(values.entities),
};
const engines = (['sqlite', 'postgres'] as const).filter(
  (engine) => values.engine === undefined || values.engine === engine,
);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

ensurePrograms();
for (const engine of engines) {
  const measured = await measureEngine(engine, size);
  if (!values.dry) writeSection(`Scale: ${engine}`, describe(measured));
}

function describe({ version, loadS, timings }: Measured): string {
  const count = (n: number) => n.toLocaleString('en');
  return [
    `\`npm run scale\`: ${count(size.users)} people, ${count(size.tokens)} tokens and as many audit events;`,
    `${count(size.tree.organizations)} organizations, ${count(size.tree.projects)} projects, ${count(size.tree.envs)} envs, ${count(size.tree.grants)} grants;`,
    `${count(size.deployed.deployments)} deployments, ${count(size.deployed.tasks)} tasks; ${count(size.entities)} entities; asked over`,
    'HTTP one request after another; milliseconds per request as the client sees them.',
    '',
    `${version}, loaded in ${loadS.toFixed(0)} s; ${circumstances(new Date())}`,
    '',
    '| request | p50 | p99 |',
    '|---|--:|--:|',
    ...timings.map(({ title, p50, p99 }) => `| ${title} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`),
  ].join('\n');
}
