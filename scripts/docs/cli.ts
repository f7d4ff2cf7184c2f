import { type Described, described } from '../../packages/cli/src/program/command-tree.ts';
import { environment } from '../../packages/cli/src/program/environment.ts';
import { exitCodes } from '../../packages/cli/src/program/exit-codes.ts';
import { wholeProgram } from '../../packages/cli/src/program/program.ts';

/** Where the page stands, from the root of the checkout. */
export const commandsPage = 'docs/cli.md';

const head = `# The command line

\`keywright\` makes, checks and ends credentials from a terminal or a script. In a checkout it is
\`npm run -s keywright -- …\`; installed (\`npm install --global @keywright/cli\`), \`keywright …\`.

<!-- not run: it waits for a person in a browser; tests/cli signs in in a real terminal -->
\`\`\`sh
keywright login --url https://keywright.example.com   # in a browser; over SSH with a code
\`\`\`

\`\`\`sh
TOKEN=$(keywright token create ci --expires 30d)      # the secret alone goes to standard output
keywright can-i env.create project:Default            # with the reason; ends with 8 where the answer is no
keywright verify <<< "$TOKEN"                         # what a gate would say to it
keywright token revoke ci --yes                       # answers once it is dead on every server
\`\`\`

- A thing is named by its id, or by its name where nothing else is called so. A resource is \`site\`, an id, \`TYPE:NAME\` such as
  \`env:prod\`, or a name alone.
- What was asked for goes to standard output, all that is said about it to standard error. \`--json\` and \`--output yaml\` give what the
  API answered. Tables fit the terminal; into a pipe nothing is cut.
- Secrets come on standard input, or are typed without being shown. One on the command line is refused: everybody on the
  machine could see it.
- What cannot be undone asks first, in a terminal. In a script it needs \`--yes\`.
- The session of \`keywright login\` is kept in the system's keychain (\`secret-tool\` on Linux, \`security\` on macOS), else in
  \`~/.config/keywright/config.toml\`, which only its owner may read. It is kept for one server and goes to no other.

This page is written from the code by \`npm run docs\`.

`;

/** The page: exit codes, variables, and every command out of the program itself. */
export async function commandsDocument(): Promise<string> {
  const [root, ...commands] = described(await wholeProgram());
  const codes = Object.values(exitCodes).map(({ code, means }) => row(`${code}`, means));
  const variables = Object.entries(environment).map(([name, says]) => row(`\`${name}\``, says));
  return [
    head,
    '## Exit codes\n\n| code | means |\n|--:|---|\n',
    ...codes,
    '\n## Variables\n\n| variable | what it says |\n|---|---|\n',
    ...variables,
    '\n## Options of every command\n\n',
    ...(root === undefined ? [] : options(root)),
    '\n## Commands\n',
    ...commands.filter(({ below }) => below.length === 0).map(section),
  ].join('');
}

function section(one: Described): string {
  const own = options(one);
  return [
    `\n### ${one.path}\n\n${one.summary}.\n\n    ${one.usage}\n`,
    ...(own.length > 0 ? ['\n', ...own] : []),
  ].join('');
}

function options({ args, options }: Described): string[] {
  const told = [
    ...args
      .filter(({ description }) => description)
      .map((one) => [`<${one.name()}>`, one.description]),
    ...options.map(({ flags, description, argChoices }) => [flags, said(description, argChoices)]),
  ];
  if (told.length === 0) return [];
  return [
    '| option | |\n|---|---|\n',
    ...told.map(([flags = '', says = '']) => row(`\`${flags}\``, says)),
  ];
}

const said = (description: string, choices: readonly string[] | undefined) =>
  choices ? `${description}: ${choices.join(', ')}` : description;

const row = (name: string, says: string) =>
  `| ${name.replaceAll('|', '\\|')} | ${says.replaceAll('|', '\\|')} |\n`;
