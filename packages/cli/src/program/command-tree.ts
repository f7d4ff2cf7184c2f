import type { Argument, Command, Option } from 'commander';

/** One command as its manual, its reference and completion tell of it. */
export interface Described {
  /** Its words: `token scope add`; empty for the program itself. */
  readonly path: string;
  readonly summary: string;
  readonly usage: string;
  readonly args: readonly Argument[];
  /** Its own: those of the whole program stand at its root. */
  readonly options: readonly Option[];
  /** The names that may follow, each with its summary. */
  readonly below: readonly { readonly name: string; readonly summary: string }[];
}

/** The commands below one, itself first, in the order of its help. */
export function described(command: Command, above: readonly string[] = []): Described[] {
  const words = command.parent === null ? [] : [...above, command.name()];
  const own: Described = {
    path: words.join(' '),
    summary: command.description(),
    usage: ['keywright', ...words, command.usage()].join(' '),
    args: command.registeredArguments,
    options: command.options.filter(({ hidden }) => !hidden),
    below: command.commands.map((one) => ({ name: one.name(), summary: one.description() })),
  };
  return [own, ...command.commands.flatMap((one) => described(one, words))];
}
