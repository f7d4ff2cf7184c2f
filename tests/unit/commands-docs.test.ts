import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completionScript, shells } from '../../packages/cli/src/program/completion-script.ts';
import { groups } from '../../packages/cli/src/program/groups.ts';
import { manualPage } from '../../packages/cli/src/program/manual-page.ts';
import { wholeProgram } from '../../packages/cli/src/program/program.ts';
import { commandsDocument, commandsPage } from '../../scripts/docs/cli.ts';

test('the page about the command line says what the program does', async () => {
  const written = readFileSync(new URL(`../../${commandsPage}`, import.meta.url), 'utf8');
  expect(written, 'run: npm run docs').toBe(await commandsDocument());
});

test('the first help says of each command what its own says', async () => {
  const { commands } = await wholeProgram();
  const own = commands.map((one) => [one.name(), one.description()]);
  expect(own).toEqual(Object.entries(groups).map(([name, { summary }]) => [name, summary]));
});

test('completion and the manual know every command', async () => {
  const program = await wholeProgram();
  const manual = manualPage(program);
  for (const text of [manual, ...shells.map((shell) => completionScript(shell, program))]) {
    for (const { name } of program.commands.map((one) => ({ name: one.name() }))) {
      expect(text).toContain(name.replaceAll('-', text === manual ? '\\-' : '-'));
    }
  }
});
