import { type Node, parseSync } from 'oxc-parser';
import {
  type Import,
  readingVerbs,
  type SourceFile,
  type TableUse,
  writingVerbs,
} from './source-file.ts';

/** Reads one source file. Throws where it does not parse, since nothing could be said of it. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);

  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const imports: Import[] = [];
  const tableUses: TableUse[] = [];
  visit(program, (node) => {
    const line = lineOf(node.start);
    const found = importIn(node);
    if (found !== undefined) imports.push({ ...found, line });
    for (const use of tableUsesIn(node)) tableUses.push({ ...use, line });
  });
  return {
    path,
    lineCount: text.replace(/\n$/, '').split('\n').length,
    imports,
    onlyReexports: program.body.length > 0 && program.body.every(isReexport),
    tableUses,
  };
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, see);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function importIn(node: Node): Omit<Import, 'line'> | undefined {
  switch (node.type) {
    case 'ImportDeclaration': {
      const types = node.specifiers.filter(
        (one) => one.type === 'ImportSpecifier' && one.importKind === 'type',
      );
      const onlyTypes = types.length > 0 && types.length === node.specifiers.length;
      return {
        specifier: node.source.value,
        names: node.specifiers.map(importedName).filter((name) => name !== '*'),
        typeOnly: node.importKind === 'type' || onlyTypes,
      };
    }
    case 'ExportNamedDeclaration':
      if (node.source === null) return undefined;
      return {
        specifier: node.source.value,
        names: node.specifiers.map((one) => nameOf(one.local)),
        typeOnly: node.exportKind === 'type',
      };
    case 'ExportAllDeclaration':
      return {
        specifier: node.source.value,
        names: [],
        typeOnly: node.exportKind === 'type',
      };
    case 'ImportExpression':
      return { specifier: literalOf(node.source) ?? '(computed)', names: [], typeOnly: false };
    case 'TSImportType':
      return { specifier: node.source.value, names: [], typeOnly: true };
    default:
      return undefined;
  }
}

function importedName(specifier: Node): string {
  if (specifier.type === 'ImportSpecifier') return nameOf(specifier.imported);
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? node.name : (literalOf(node) ?? '');
}

function literalOf(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function isReexport(node: Node): boolean {
  if (node.type === 'ExportAllDeclaration') return true;
  return node.type === 'ExportNamedDeclaration' && node.source !== null;
}

function tableUsesIn(node: Node): Omit<TableUse, 'line'>[] {
  if (node.type === 'CallExpression') return queryBuilderUse(node.callee, node.arguments[0]);
  if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 'sql') {
    return rawWrites(node.quasi.quasis.map((part) => part.value.raw).join(' ? '));
  }
  return [];
}

function queryBuilderUse(callee: Node, table: Node | undefined): Omit<TableUse, 'line'>[] {
  if (callee.type !== 'MemberExpression' || callee.computed) return [];
  const name = nameOf(callee.property);
  const verb = [...readingVerbs, ...writingVerbs].find((one) => one === name);
  if (verb === undefined) return [];
  return [{ verb, table: literalOf(table)?.split(/\s/)[0] }];
}

const rawVerbs = [
  { verb: 'insertInto', pattern: /\binsert\s+into\s+"?(\w+)/gi },
  { verb: 'deleteFrom', pattern: /\bdelete\s+from\s+"?(\w+)/gi },
  // Neither `for update` nor `do update set` names a table.
  { verb: 'updateTable', pattern: /(?<!\bfor\s+|\bkey\s+|\bdo\s+)\bupdate\s+"?(\w+)/gi },
] as const;

function rawWrites(text: string): Omit<TableUse, 'line'>[] {
  return rawVerbs.flatMap(({ verb, pattern }) =>
    [...text.matchAll(pattern)].map((match) => ({ verb, table: match[1] })),
  );
}
