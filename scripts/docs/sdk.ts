import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Comment, type Program, parseSync } from 'oxc-parser';
import type { Endpoint } from '../../packages/contract/src/endpoint.ts';
import { endpoints } from '../../packages/contract/src/endpoints.ts';

/** Where the page stands, from the root of the checkout. */
export const sdkPage = 'docs/reference/sdk.md';

const root = new URL('../../', import.meta.url).pathname;

const head = `# The SDK

What \`@keywright/sdk\` exports, written from its code by \`npm run docs\`. Its [README](../../packages/sdk/README.md) says how to use it, and
[Protect an API](../protect-an-api.md) what the verifier and the middleware are for.
`;

interface Exported {
  readonly name: string;
  readonly file: string;
  /** As it is called there. */
  readonly local: string;
}

/** The page: each entry of the package with what it exports, and the methods of a client. */
export function sdkDocument(): string {
  const manifest = JSON.parse(readFileSync(`${root}packages/sdk/package.json`, 'utf8'));
  const entries = Object.entries<string>(manifest.exports);
  const told = new Map<string, string>();
  return [head, ...entries.map(([entry, file]) => entrySection(entry, file, told)), methods()].join(
    '',
  );
}

function entrySection(entry: string, file: string, told: Map<string, string>): string {
  const from = entry.replace('.', '@keywright/sdk');
  const exported = exportsOf(join(root, 'packages/sdk', file));
  const ofContract = exported.filter((one) => one.file.startsWith('@')).map(({ name }) => name);
  const own = exported.filter((one) => !one.file.startsWith('@'));
  const again = own.filter((one) => told.has(keyOf(one)));
  const sections = own
    .filter((one) => !told.has(keyOf(one)))
    .map((one) => {
      told.set(keyOf(one), from);
      return declared(one);
    });
  const same = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  return [
    `\n## ${from}\n`,
    ...(again.length > 0 ? [`\nAs above: ${same(again.map(({ name }) => name))}.\n`] : []),
    ...sections,
    ...(ofContract.length > 0 ? [`\nWords and forms of the API: ${same(ofContract)}.\n`] : []),
  ].join('');
}

const keyOf = ({ file, local }: Exported) => `${file} ${local}`;

function exportsOf(file: string): Exported[] {
  const { program } = parsed(file);
  return program.body.flatMap((node): Exported[] => {
    if (node.type !== 'ExportNamedDeclaration') return [];
    const source = node.source?.value;
    if (node.declaration) {
      const name = nameOf(node.declaration);
      return name === undefined ? [] : [{ name, file, local: name }];
    }
    if (source === undefined) return [];
    const target = source.startsWith('.') ? join(dirname(file), source) : source;
    return node.specifiers.map(({ exported, local }) => ({
      name: 'name' in exported ? exported.name : exported.value,
      file: target,
      local: 'name' in local ? local.name : local.value,
    }));
  });
}

/** The docstring and the form of one export, where it is declared. */
function declared({ name, file, local }: Exported): string {
  const { program, comments, source } = parsed(file);
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) continue;
    if (nameOf(node.declaration) !== local) continue;
    const form = formOf(node.declaration, source);
    const says = docstring(comments, source, node.start);
    const text = says === '' ? '' : `\n${says}\n`;
    return `\n### ${name}\n${text}\n\`\`\`typescript\n${form}\n\`\`\`\n`;
  }
  const further = exportsOf(file).find((one) => one.name === local);
  if (further) return declared({ ...further, name });
  throw new Error(`${file} does not declare ${local}`);
}

type Declaration = NonNullable<
  Extract<Program['body'][number], { type: 'ExportNamedDeclaration' }>['declaration']
>;

function nameOf(node: Declaration): string | undefined {
  if (node.type === 'VariableDeclaration') {
    const id = node.declarations[0]?.id;
    return id?.type === 'Identifier' ? id.name : undefined;
  }
  return 'id' in node && node.id && 'name' in node.id ? node.id.name : undefined;
}

/** What a caller needs of it: not what a function does inside. */
function formOf(node: Declaration, source: string): string {
  if (node.type === 'FunctionDeclaration' && node.body) {
    return source.slice(node.start, node.body.start).trim();
  }
  if (node.type === 'VariableDeclaration')
    return source.slice(node.start, node.end).split('\n')[0] ?? '';
  if (node.type !== 'ClassDeclaration') return source.slice(node.start, node.end);
  const shown = node.body.body.flatMap((member) => {
    if (member.type !== 'PropertyDefinition' || member.key.type === 'PrivateIdentifier') return [];
    return [`  ${source.slice(member.start, member.end)}`];
  });
  return [source.slice(node.start, node.body.start + 1), ...shown, '}'].join('\n');
}

/** The comment that ends right before the declaration, without its stars. */
function docstring(comments: readonly Comment[], source: string, start: number): string {
  const own = comments.find(
    ({ type, end }) => type === 'Block' && end <= start && source.slice(end, start).trim() === '',
  );
  if (!own?.value.startsWith('*')) return '';
  return own.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
}

function parsed(file: string) {
  const source = readFileSync(file, 'utf8');
  const { program, comments } = parseSync(file, source);
  return { program, comments, source };
}

function methods(): string {
  const rows = Object.entries<Endpoint>(endpoints).map(
    ([name, { method, path, summary }]) => `| \`${name}\` | \`${method} ${path}\` | ${summary} |\n`,
  );
  return `\n## Methods of a client

Each takes \`{params, query, body}\` as far as its endpoint has them, with \`signal\` and \`onReceipt\`; [the API](api.md) says what is in them.

| method | endpoint | |
|---|---|---|
${rows.join('')}`;
}
