import { RunnerStops } from './tasks/job.ts';

/** What SIGTERM and SIGINT mean: no more tasks from now on (`stopping`), and no more work after the grace (`letGo`). */
export function stopSignals(graceMs: number): { stopping: AbortSignal; letGo: AbortSignal } {
  const stopping = new AbortController();
  const letGo = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      // The second time somebody means it; guards end what runs.
      if (stopping.signal.aborted) process.exit(1);
      stopping.abort();
      const reason = new RunnerStops('The runner was stopped before it was done.');
      setTimeout(() => letGo.abort(reason), graceMs).unref();
    });
  }
  return { stopping: stopping.signal, letGo: letGo.signal };
}
