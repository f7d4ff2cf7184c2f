/** Waits that are shorter are not worth a word. */
const patienceMs = 1000;

/** Says on standard error, where that is a terminal, what is waited for once it takes over a second. */
export async function withProgress<P extends Promise<unknown>>(
  what: string,
  work: P,
): Promise<Awaited<P>> {
  const { stderr } = process;
  if (!stderr.isTTY) return await work;
  const start = performance.now();
  const wipe = '\r\u001b[K';
  let isShown = false;
  const timer = setInterval(() => {
    isShown = true;
    const seconds = Math.round((performance.now() - start) / 1000);
    stderr.write(`${wipe}${what} ${seconds} s`.slice(0, stderr.columns));
  }, patienceMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (isShown) stderr.write(wipe);
  }
}
