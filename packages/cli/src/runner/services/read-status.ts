import { z } from 'zod';
import { readBounded } from '../bounded-body.ts';

const callLimitMs = 5_000;

const short = z.string().max(200);
const color = z.enum(['primary', 'success', 'danger', 'warning', 'secondary']);
const metric = z.object({
  value: short,
  unit: short,
  short_description: short,
  color: color.nullish(),
});
/** What a program may say of itself: Platz's `DeploymentReportedStatusContent`. */
const statusContent = z.object({
  status: z.object({ name: short, color }),
  primary_metric: metric.nullish(),
  metrics: z.array(metric).max(50).nullish(),
  notices: z
    .array(z.object({ level: z.enum(['Info', 'Warning', 'Danger']), text: z.string().max(2000) }))
    .max(50)
    .optional(),
});

export type ReadStatus =
  | { readonly content: z.output<typeof statusContent>; readonly error: null }
  | { readonly content: null; readonly error: string };

/** Asks a program how it is. What is wrong with its answer is the error. */
export async function readStatus(url: string): Promise<ReadStatus> {
  try {
    const signal = AbortSignal.timeout(callLimitMs);
    const answer = await fetch(url, { redirect: 'manual', signal });
    const { body } = await readBounded(answer);
    if (!answer.ok) return failed(`The status path answered ${answer.status}.`);
    const content = statusContent.safeParse(JSON.parse(body));
    if (!content.success)
      return failed(`The status is not of Platz’s form. ${z.prettifyError(content.error)}`);
    return { content: content.data, error: null };
  } catch (error) {
    return failed(`The status cannot be read: ${(error as Error).message}`);
  }
}

const failed = (error: string): ReadStatus => ({ content: null, error: error.slice(0, 2000) });
