// npm run -s model -- [--case NAME] [--fault NAME] [--states 20000000] [--memory 2000]: explores the revocation protocol far beyond the tests. Memory in MB.
import { parseArgs } from 'node:util';
import { deepCases } from './cases.ts';
import { explore } from './explore/explore.ts';
import { planted } from './faults.ts';
import type { Fault } from './protocol/fault-names.ts';
import { modelOf } from './protocol/model.ts';
import { ticksToReceipts } from './protocol/receipts-come.ts';
import { worldOf } from './protocol/world.ts';

const { values } = parseArgs({
  options: {
    case: { type: 'string', default: '' },
    fault: { type: 'string' },
    states: { type: 'string', default: '20000000' },
    memory: { type: 'string', default: '2000' },
  },
});
const bounds = { states: Number(values.states), bytes: Number(values.memory) * 1e6 };
let wrong = 0;

if (values.fault === undefined) exploreCases(values.case);
else showFaults(values.fault);
process.exitCode = wrong === 0 ? 0 : 1;

function exploreCases(wanted: string): void {
  console.log('      states  depth       s     MB');
  for (const one of deepCases.filter(({ name }) => name.includes(wanted))) {
    const started = performance.now();
    const world = worldOf(one);
    let stuck = 0;
    const found = explore(modelOf(world), bounds, (state, number) => {
      if (number % 100 !== 0) return;
      if (ticksToReceipts(world, state, world.patience) === undefined) stuck++;
    });
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const figures = [
      `${found.states}`.padStart(12),
      `${found.depth}`.padStart(6),
      seconds.padStart(7),
      (found.bytes / 1e6).toFixed(0).padStart(6),
    ].join(' ');
    const end = found.exhausted ? 'all states' : 'bounded';
    console.log(`${figures}  ${one.name}: ${found.trace ? 'WRONG' : end}`);
    if (found.trace !== undefined) show(found.trace);
    if (stuck > 0) console.log(`${stuck} states from which no receipt comes within D'`);
    if (found.trace !== undefined || stuck > 0) wrong++;
  }
}

/** The shortest way to a wrong answer without one rule, in words. */
function showFaults(wanted: string): void {
  const names = (Object.keys(planted) as Fault[]).filter((name) => name.includes(wanted));
  for (const fault of names) {
    const { rule, instead, shownBy } = planted[fault];
    const { trace, states } = explore(modelOf(worldOf(shownBy, fault)), bounds);
    console.log(`\n${rule}\nInstead: ${instead}. (${states} states)`);
    if (trace === undefined) wrong++;
    show(trace ?? ['no wrong answer found']);
  }
}

function show(lines: readonly string[]): void {
  lines.forEach((line, i) => {
    console.log(`${`${i + 1}`.padStart(4)}. ${line}`);
  });
}
