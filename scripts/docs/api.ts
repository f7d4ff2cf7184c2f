import type { Access, Endpoint, ScopeNeed } from '../../packages/contract/src/endpoint.ts';
import { endpoints } from '../../packages/contract/src/endpoints.ts';
import { openApiDocument } from '../../packages/contract/src/openapi.ts';

/** Where the page stands, from the root of the checkout. */
export const apiPage = 'docs/reference/api.md';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: {
    readonly required: boolean;
    readonly content: { readonly 'application/json': { readonly schema: Schema } };
  };
}

const mostWords = 12;

const document = openApiDocument('https://keys.example.com', '') as unknown as {
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const head = `# The API

Every endpoint, written from the endpoint table by \`npm run docs\`. A server shows the same with all its schemas at \`/api\`, and for programs
at \`/api/v2/openapi.json\` (OpenAPI 3.1). After each summary stands the method of [the SDK](sdk.md).

${document.info.description}
`;

/** The page, out of the table that the server serves. */
export function apiDocument(): string {
  const rows = Object.entries<Endpoint>(endpoints);
  const tags = [...new Set(rows.map(([, { tag }]) => tag))];
  const sections = tags.map((tag) => {
    const ofTag = rows.filter(([, row]) => row.tag === tag);
    return `\n## ${tag}\n${ofTag.map(([name, row]) => section(name, row)).join('')}`;
  });
  return head + sections.join('');
}

function section(name: string, row: Endpoint): string {
  const operation = document.paths[row.path]?.[row.method.toLowerCase()];
  const fields = [
    ...(operation?.parameters ?? []).map((one) =>
      line(one.name, one.in, one.required === true, {
        ...(one.description && { description: one.description }),
        ...one.schema,
      }),
    ),
    ...bodyLines(operation),
  ];
  const paragraphs = [
    `### ${row.method} ${row.path}`,
    `${row.summary}. \`${name}\``,
    ...(row.description ? [row.description] : []),
    ...(fields.length > 0
      ? [`| field | in | | what |\n|---|---|---|---|\n${fields.join('\n')}`]
      : []),
    `${[`Answers ${row.answer.status}`, ...abilities(row)].join('. ')}. ${whoMay(row.access)}`,
    ...(row.errors?.length ? [`Errors of its own: ${row.errors.map(coded).join(', ')}.`] : []),
  ];
  return `\n${paragraphs.join('\n\n')}\n`;
}

const abilities = ({ preview, repeatable, refusesScoped }: Endpoint) => [
  ...(preview ? ['Can be tried with `dry_run=true`'] : []),
  ...(repeatable ? ['Can be sent again with the same `Idempotency-Key`'] : []),
  ...(refusesScoped ? ['Not for scoped tokens'] : []),
];

function bodyLines(operation: Operation | undefined): string[] {
  const schema = operation?.requestBody?.content['application/json'].schema;
  if (schema === undefined) return [];
  if (!schema.properties) return [`| | body | | ${kindOf(schema)} |`];
  return Object.entries(schema.properties).map(([name, field]) =>
    line(name, 'body', schema.required?.includes(name) === true, field),
  );
}

function line(name: string, where: string, isRequired: boolean, schema: Schema): string {
  const says = [kindOf(schema), schema.description].filter(Boolean).join('. ');
  return `| \`${name}\` | ${where} | ${isRequired ? 'required' : ''} | ${inCell(says)} |`;
}

function kindOf(schema: Schema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined) return coded(String(schema.const));
  if (schema.enum && schema.enum.length > mostWords) return 'one of many words';
  if (schema.enum) return schema.enum.map((word) => coded(String(word))).join(', ');
  if (choices) return [...new Set(choices.map(kindOf))].join(' or ');
  if (schema.type === 'array') return `list of ${kindOf(schema.items ?? {})}`;
  if (schema.format !== undefined) return schema.format;
  return [schema.type ?? 'anything'].flat().join(' or ');
}

function whoMay(access: Access): string {
  switch (access.rule) {
    case 'public':
      return 'For anybody.';
    case 'bearer':
      return 'For any valid credential.';
    case 'active':
      return `For anybody active${needed(access.scope)}.`;
    case 'permission':
      return `Needs ${coded(access.permission)}.`;
    case 'owner':
      return `For its owner, and who holds ${coded(access.or)}.`;
    default:
      return access satisfies never;
  }
}

function needed(scope: ScopeNeed): string {
  if (scope === 'none') return '';
  if (scope === 'any') return '; of scoped tokens those with a scope';
  const permission = 'somewhere' in scope ? scope.somewhere : scope.everywhere;
  return `; of scoped tokens those with a scope of ${coded(permission)}`;
}

const coded = (word: string) => `\`${word}\``;

const inCell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
