import { fileURLToPath } from 'node:url';

/** The root of the checkout, without a trailing slash. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What setting up leaves behind: logs, the lock, and what the pages were built from. */
export const setupDirectory = `${root}/.setup`;

/** Node 26, brought in by the lockfile; the one that runs everything but these setup scripts. */
export const node26 = `${root}/node_modules/node/bin/node`;
