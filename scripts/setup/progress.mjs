/**
 * A line on what setting up is doing. On standard error, because `npm run -s admin -- …` promises that
 * standard output holds its answer and nothing else.
 *
 * @param {string} line
 */
export function progress(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function timed(what, work) {
  progress(`${what} …`);
  const start = performance.now();
  const result = await work();
  progress(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
