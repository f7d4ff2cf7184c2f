import { readBounded } from '../bounded-body.ts';
import { fillIn } from '../fill-in.ts';
import { createRedactor } from '../output/redact.ts';
import type { RunningService } from '../services/launch.ts';
import { done, failed, type Job } from './job.ts';
import type { Result } from './lease.ts';

/** How much of an answer a reason quotes, in characters. */
const quoted = 200;

/** Calls the deployment, with the statement of who asked. Throws the signal's reason when cut off. */
export async function invokeAction(job: Job, service: RunningService | undefined): Promise<Result> {
  const { action, deployment } = job.claimed;
  if (action === null) return failed('The task names no action to call.');
  const base = baseOf(job, service);
  if (base === undefined)
    return failed(`${deployment.name} has no address here: it is not running.`);
  const limit = AbortSignal.timeout(job.kind.action_limit_s * 1000);
  try {
    const answer = await fetch(addressBelow(base, action.path), {
      method: action.method,
      // Wherever it pointed, the statement would go along.
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${action.statement}`,
        ...(action.method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(action.method !== 'GET' && { body: JSON.stringify(action.body ?? {}) }),
      signal: AbortSignal.any([job.signal, limit]),
    });
    return resultOf(answer.status, withoutTokens(await readBounded(answer)));
  } catch (error) {
    job.signal.throwIfAborted();
    if (limit.aborted)
      return failed(`The deployment did not answer within ${job.kind.action_limit_s} s.`);
    return failed(`The deployment could not be called: ${causeOf(error)}`);
  }
}

function baseOf({ kind, claimed }: Job, service: RunningService | undefined): string | undefined {
  const { id, name, namespace } = claimed.deployment;
  if (kind.ingress !== undefined) {
    const kindName = claimed.deployment.kind.name;
    return fillIn(kind.ingress, { id, namespace, name: asPart(name), kind: asPart(kindName) });
  }
  return service && `http://127.0.0.1:${service.state.port}`;
}

/** People call things what they like: a name with a slash would make its beginning the host, one of dots another path. */
function asPart(name: string): string {
  return /^\.+$/.test(name) ? '-' : encodeURIComponent(name);
}

/** Joined as text: resolved as an address, a path that begins with two slashes would name another host. */
function addressBelow(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

function withoutTokens({ body, is_cut }: { body: string; is_cut: boolean }) {
  const redactor = createRedactor();
  return { body: redactor.push(body) + redactor.end(), is_cut };
}

function resultOf(status: number, { body, is_cut }: { body: string; is_cut: boolean }): Result {
  const response = { status, body, is_cut };
  if (status >= 200 && status < 300) return { ...done, response };
  const quote = body.slice(0, quoted).toWellFormed().trim();
  return { ...failed(`The deployment answered ${status}${quote && `: ${quote}`}`), response };
}

/** `fetch` says only that it failed; its cause says why. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
