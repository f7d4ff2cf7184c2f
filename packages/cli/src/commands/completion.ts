import { Argument, Command } from 'commander';
import { answers } from '../program/asked.ts';
import { completionScript, type Shell, shells } from '../program/completion-script.ts';

/** `keywright completion`. */
export const group = (wholeProgram: () => Promise<Command>) =>
  new Command('completion')
    .description('A script that completes commands in your shell')
    .addArgument(new Argument('<shell>', 'which one').choices(shells))
    .addHelpText(
      'after',
      `
bash: keywright completion bash > ~/.local/share/bash-completion/completions/keywright
zsh:  keywright completion zsh > ~/.zfunc/_keywright   (and fpath+=~/.zfunc before compinit)
fish: keywright completion fish > ~/.config/fish/completions/keywright.fish`,
    )
    .action(
      answers(async (out, _options, shell) => {
        await out.raw(completionScript(shell as Shell, await wholeProgram()));
      }),
    );
