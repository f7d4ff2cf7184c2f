import { KeywrightError } from '@keywright/sdk/node';
import { toned } from '../output/cell.ts';
import { folded } from '../output/output.ts';
import { AskedInVain } from './asked-in-vain.ts';
import { exitCodes } from './exit-codes.ts';
import { explainFailure } from './explain-failure.ts';
import { otherVersion } from './other-version.ts';
import { Stopped } from './stopped.ts';

/** Says on standard error what went wrong and what to do next, and answers with the exit code for it. */
export async function reportFailure(error: unknown): Promise<number> {
  const cause = error instanceof AskedInVain ? error.cause : error;
  const explained = explainFailure(cause);
  const [first, ...rest] = explained?.lines ?? [stackOf(cause)];
  if (first) say(toned(shown(first), explained ? undefined : 'bad', process.stderr));
  for (const line of rest) say(shown(line));
  if (error instanceof AskedInVain && mayBeVersions(cause)) {
    const hint = await otherVersion(error.url, error.credential);
    if (hint !== undefined) say(hint);
  }
  return exitCodes[explained?.ending ?? 'failed'].code;
}

const say = (line: string) => process.stderr.write(`${line}\n`);

/** Lists of candidates stand on lines of their own. */
const shown = (text: string) =>
  text
    .split('\n')
    .flatMap((line) => folded(line, process.stderr))
    .join('\n');

/** Something that nobody foresaw: whoever mends it needs to know where. */
const stackOf = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** What a server of another version may have taken for wrong, or answered in another form. */
function mayBeVersions(error: unknown): boolean {
  if (error instanceof Stopped) return false;
  if (!(error instanceof KeywrightError)) return true;
  return ['invalid_request', 'not_found', 'method_not_allowed', 'unreadable', 'internal'].includes(
    error.code,
  );
}
