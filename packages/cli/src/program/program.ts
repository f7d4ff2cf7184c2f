import { Command } from 'commander';
import { globalOptions } from './global-options.ts';
import { groups } from './groups.ts';
import { version } from './version.ts';

/** What `keywright` itself is, without any of its commands. */
function root(): Command {
  const program = new Command('keywright')
    .description('Credentials of Keywright: make, check and end them.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .showHelpAfterError('Try it with --help.')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .addHelpText('after', '\nStart with: keywright login --url https://keywright.example.com');
  for (const option of globalOptions()) program.addOption(option);
  return program;
}

/**
 * The program as far as these arguments need it: the command they name is loaded, of the others there are the names.
 */
export async function programFor(args: readonly string[]): Promise<Command> {
  const named = args.find((arg, at) => Object.hasOwn(groups, arg) && !isValue(args, at));
  const program = root();
  for (const [name, { summary, load }] of Object.entries(groups)) {
    const command =
      name === named ? await load(wholeProgram) : new Command(name).description(summary);
    add(program, command);
  }
  return program;
}

/** All of it, for what is written from it: the manual, the reference, completion. */
export async function wholeProgram(): Promise<Command> {
  const program = root();
  for (const { load } of Object.values(groups)) add(program, await load(wholeProgram));
  return program;
}

/** `--profile login` names a profile. */
const isValue = (args: readonly string[], at: number) =>
  ['--url', '--profile', '--output', '-o'].includes(args[at - 1] ?? '');

function add(program: Command, command: Command): void {
  adopt(program, command);
  program.addCommand(command);
}

/** What is said of the program holds for what stands below it too; commander hands it down to what it makes itself alone. */
function adopt(parent: Command, command: Command): void {
  command.copyInheritedSettings(parent).helpCommand(false);
  for (const below of command.commands) adopt(parent, below);
}
