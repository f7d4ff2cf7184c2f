/** One example of a page: what stands in a fence, and what the comments right before it say of it. */
export interface Example {
  /** From the root of the checkout. */
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: Language;
  /** After the language, as in `js api.js`: it is kept under this name, for the page's later examples. */
  readonly file?: string;
  readonly code: string;
  readonly marks: Marks;
}

/** Written as `<!-- name: value -->`, a line each, right before the fence. */
export interface Marks {
  /** Why it is not run. */
  readonly 'not run'?: string;
  /** What it has to print, somewhere. */
  readonly prints?: string;
  /** The exit code, where it is not 0; curl ends with 22 where the server refuses. */
  readonly 'ends with'?: string;
  /** `NAME=.path` out of the JSON it prints, for the page's later examples. */
  readonly keeps?: string;
}

const languages = ['sh', 'ts', 'js', 'json', 'http'] as const;
export type Language = (typeof languages)[number];
/** What is shown, and done by nobody: settings of other programs, what is printed, and what the reference says of the code. */
const shown: ReadonlySet<string> = new Set(['ini', 'text', 'toml', 'typescript']);

const markNames: ReadonlySet<string> = new Set(['not run', 'prints', 'ends with', 'keeps']);
const fence = /^ *```(\w*) ?(.*)$/;
const mark = /^ *<!-- ([a-z ]+): (.+) -->$/;
/** What looks like a command without a fence is an example too. */
const bareCommand = /^ {4,}(curl|export|keywright|npm|npx|node|psql|systemctl) (?!.*\[options\])/;

/** Every example of a page, in its order. Throws for a fence of no known language, a mark nobody knows, or a bare command. */
export function readExamples(page: string, text: string): Example[] {
  const lines = text.split('\n');
  const found: Example[] = [];
  let marks: Record<string, string> = {};
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const fail = (why: string) => new Error(`${page}:${at + 1}: ${why}`);
    const [, name, value = ''] = mark.exec(line) ?? [];
    if (name !== undefined) {
      if (!markNames.has(name)) throw fail(`no mark is called ${name}`);
      marks[name] = value;
      continue;
    }
    if (bareCommand.test(line)) throw fail('a command without a fence');
    const fenced = fencedAt(lines, at, fail);
    if (fenced?.example) found.push({ page, line: at + 1, marks, ...fenced.example });
    marks = {};
    at = fenced?.end ?? at;
  }
  return found;
}

function fencedAt(lines: readonly string[], at: number, fail: (why: string) => Error) {
  const line = lines[at] ?? '';
  const opening = fence.exec(line);
  if (opening === null) return undefined;
  const [, named = '', file = ''] = opening;
  const language = languages.find((one) => one === named);
  if (!language && !shown.has(named)) throw fail(`no language is called '${named}'`);
  const end = lines.findIndex((one, later) => later > at && /^ *```$/.test(one));
  if (end < 0) throw fail('a fence that does not end');
  const code = unindented(lines.slice(at + 1, end), line.indexOf('`'));
  return { end, example: language && { language, code, ...(file && { file }) } };
}

const unindented = (lines: readonly string[], by: number) =>
  `${lines.map((line) => line.slice(by)).join('\n')}\n`;
