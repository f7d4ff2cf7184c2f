import type { ChaosReport } from './chaos-run.ts';
import type { Finding } from './checker.ts';

/** What a run has shown, in lines for people. */
export function told(report: ChaosReport): string[] {
  const { seed, tookMs, checked, byVerifiers, ledger, unanswered, happened, oddities } = report;
  const { lessened, widened, refused, unknown, withoutReceipt } = ledger.counts;
  const stale = checked.findings.filter(({ kind }) => kind === 'stale yes');
  const wrong = checked.findings.filter(({ kind }) => kind === 'wrong no');
  const { answers, yes, mustBeNo, mustBeYes } = checked;
  const receipts = [...ledger.receiptsMs].sort((a, b) => a - b);
  const at = (share: number) => Math.round(receipts[Math.floor(receipts.length * share)] ?? 0);
  return [
    `--seed ${seed}: ${(tookMs / 1000).toFixed(0)} s`,
    `answers: ${count(answers)} (${count(yes)} yes, ${count(answers - yes)} no; ${count(mustBeYes)} could only be yes, ${count(mustBeNo)} only no; ${count(byVerifiers)} by verifiers)`,
    `not answered: ${listed(unanswered)}`,
    `changes: ${count(lessened)} took a right away, ${count(widened)} gave one, ${count(refused)} were refused (${listed(ledger.refusals)}), ${count(unknown)} ended unknown; ${count(withoutReceipt)} came without a receipt`,
    `receipts: median ${at(0.5)} ms, 99 % within ${at(0.99)} ms, longest ${at(0.99999)} ms`,
    `faults: ${listed(happened)}`,
    ...oddities.slice(0, 10).map((oddity) => `odd: ${oddity.slice(0, 300)}`),
    ...(oddities.length > 10 ? [`and ${oddities.length - 10} more oddities`] : []),
    `stale answers: ${stale.length}; wrong refusals: ${wrong.length}`,
  ];
}

const count = (number: number): string => number.toLocaleString('en');

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, times]) => `${count(times)} × ${name}`).join(', ') || 'none';

/** The end of a UUID tells it apart well enough. */
const shortened = (text: string): string =>
  text.replace(/[0-9a-f]{8}-[0-9a-f-]{22}([0-9a-f]{5})/g, '…$1');
const writesShown = 8;

/** One finding, with what had been written last of what it contradicts; times are milliseconds from its start on. */
export function toldFinding({ kind, answer, question, writes }: Finding): string {
  const since = (at: number) => (at - answer.start).toFixed(1);
  const before = writes.filter(({ start }) => start <= answer.end).slice(-writesShown);
  const lines = before.map(
    ({ how, outcome, start, end, value, fact }) =>
      `  ${since(start)} … ${since(end)}: ${how} [${fact}: ${value}, ${outcome}]`,
  );
  const took = (answer.end - answer.start).toFixed(1);
  const title = `${kind} (${answer.why}) by ${answer.by}, in ${took} ms: ${question.about}; needs ${question.needs.join(', ')}`;
  return shortened([title, ...lines].join('\n'));
}
