// npm run bench:plane -- [--only receipts|in-process] [--stored 1000000] [--dry]: the plane by itself, and how soon a revoke holds everywhere.
import { parseArgs } from 'node:util';
import { ensurePrograms, postgres } from '../../tests/kit/install-programs.ts';
import { writeSection } from '../results.ts';
import { describeInProcess } from './describe-in-process.ts';
import { describeReceipts } from './describe-receipts.ts';
import { measureInProcess } from './in-process.ts';
import { measureReceipts } from './receipts.ts';

const { values } = parseArgs({
  options: {
    dry: { type: 'boolean', default: false },
    only: { type: 'string' },
    stored: { type: 'string', default: '1000000' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

const parts = [
  {
    name: 'in-process',
    title: 'Verification in process',
    describe: async () => describeInProcess(await measureInProcess(Number(values.stored))),
  },
  {
    name: 'receipts',
    title: 'Receipts',
    async describe() {
      ensurePrograms([postgres]);
      return describeReceipts(await measureReceipts());
    },
  },
];
for (const { name, title, describe } of parts) {
  if (values.only !== undefined && values.only !== name) continue;
  const text = await describe();
  console.log(`${title}\n\n${text}\n`);
  if (!values.dry) writeSection(title, text);
}
process.exit();
