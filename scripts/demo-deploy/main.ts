// npm run demo:deploy: a server, a runner and real programs on this machine, and the story of who did what with them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printHistory } from './history.ts';
import { playStory } from './play-story.ts';
import { prepareSite } from './prepare-site.ts';
import { type Program, startRunner, startServer } from './programs.ts';
import { say } from './say.ts';

const folder = mkdtempSync(join(tmpdir(), 'kw-demo-'));
const programs: Program[] = [];
const removeAll = () => {
  for (const program of programs) program.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
process.once('exit', removeAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

try {
  say.chapter('A server of its own, with a temporary data folder');
  const server = await startServer(join(folder, 'data'));
  programs.push(server);
  say.answer(`it listens on ${server.url}`);

  const site = await prepareSite(server.url);

  say.chapter('A runner on this machine, with examples/web/runner.yaml');
  const runner = await startRunner(folder, site);
  programs.push(runner);
  say.answer('it has registered its cluster and the versions of web that it found');

  await playStory(site, runner.workDir);
  await printHistory(site);

  await runner.stop();
  await server.stop();
  say.chapter('All went as it should.');
  process.exitCode = 0;
} catch (error) {
  say.failure(error);
  for (const program of programs) say.lastWords(program.name, program.said());
  process.exitCode = 1;
} finally {
  removeAll();
}
process.exit();
