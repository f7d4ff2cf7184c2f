// npm run chaos -- [--minutes 10] [--seed N] [--verifiers 2] [--fail-over] [--no-lease-check] [--rate N]: servers that fail in every way there is, and no wrong answer.
import { parseArgs } from 'node:util';
import { ensurePrograms } from '../kit/install-programs.ts';
import { runChaos } from './chaos-run.ts';
import { told, toldFinding } from './told.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    verifiers: { type: 'string', default: '2' },
    'fail-over': { type: 'boolean', default: false },
    'no-lease-check': { type: 'boolean', default: false },
    rate: { type: 'string', default: '6000' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const minutes = Number(values.minutes);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

ensurePrograms();
console.log(
  `${minutes} minutes of chaos, --seed ${seed}${values['fail-over'] ? ' --fail-over' : ''}`,
);
const report = await runChaos({
  seed,
  forMs: minutes * 60_000,
  perServer: Number(values.rate),
  verifiers: Number(values.verifiers),
  site: {
    servers: 3,
    withStandby: values['fail-over'],
    // To see what the check is for: this has to end with findings.
    ...(values['no-lease-check'] && { envOf: () => ({ KEYWRIGHT_TEST_NO_LEASE_CHECK: '1' }) }),
  },
  say: (line) => console.log(line),
});
console.log(`\n${told(report).join('\n')}`);
for (const finding of report.checked.findings.slice(0, 10))
  console.log(`\n${toldFinding(finding)}`);
process.exitCode = report.checked.findings.length + report.oddities.length === 0 ? 0 : 1;
