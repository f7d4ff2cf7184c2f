import type { PageFolder, Ran } from './page-folder.ts';
import type { Example } from './read-examples.ts';

export type Outcome =
  | { readonly is: 'run' }
  /** It is marked so, and the mark says why. */
  | { readonly is: 'not run' }
  | { readonly is: 'broken'; readonly why: string };

/**
 * Runs one example where its page stands by now. `located` puts this server's address in place of the page's; what a
 * later example starts is only kept for it.
 */
export async function runExample(
  example: Example,
  folder: PageFolder,
  located: (text: string) => string,
  isStartedLater: boolean,
): Promise<Outcome> {
  const { marks, language, code, file } = example;
  if (marks['not run'] !== undefined) return { is: 'not run' };
  const text = located(code);
  if (file !== undefined) folder.write(file, text);
  if (isStartedLater) return { is: 'run' };
  const script = scriptOf(example, text, folder);
  if (script === undefined) {
    return broken(example, `${language} cannot be run: mark it <!-- not run: why -->`);
  }
  const ran = await folder.run(script);
  const expected = Number(marks['ends with'] ?? 0);
  if (ran.code !== expected) return broken(example, `ended with ${ran.code}\n${said(ran)}`);
  if (marks.prints !== undefined && !said(ran).includes(marks.prints)) {
    return broken(example, `does not print ${marks.prints}\n${said(ran)}`);
  }
  if (marks.keeps !== undefined) keep(marks.keeps, ran.out, folder);
  return { is: 'run' };
}

const fileOf = ({ line, language, file }: Example) =>
  file ?? `example-${line}.${language === 'ts' ? 'mts' : 'mjs'}`;

function scriptOf(example: Example, text: string, folder: PageFolder): string | undefined {
  switch (example.language) {
    case 'sh':
      return text;
    case 'ts':
    case 'js':
      folder.write(fileOf(example), text);
      return `node ${fileOf(example)}\n`;
    default:
      return undefined;
  }
}

function keep(named: string, out: string, folder: PageFolder): void {
  for (const one of named.split(' ')) {
    const [name = '', path = ''] = one.split('=.');
    let value: unknown = JSON.parse(out);
    for (const key of path.split('.')) value = (value as Record<string, unknown>)[key];
    folder.set(name, String(value));
  }
}

const said = ({ out, err }: Ran) => `${out}${err}`;

const broken = ({ page, line }: Example, why: string): Outcome => ({
  is: 'broken',
  why: `${page}:${line} ${why}`,
});
