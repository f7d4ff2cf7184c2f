import { Command } from 'commander';
import { answers } from '../program/asked.ts';

/** `keywright man`. */
export const group = (wholeProgram: () => Promise<Command>) =>
  new Command('man')
    .description('The manual page')
    .addHelpText(
      'after',
      '\nRead it: keywright man | man -l -\nKeep it: keywright man > ~/.local/share/man/man1/keywright.1',
    )
    .action(
      answers(async (out) => {
        const { manualPage } = await import('../program/manual-page.ts');
        await out.raw(manualPage(await wholeProgram()));
      }),
    );
