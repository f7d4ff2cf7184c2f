import { KeywrightError, type ListedEntityType } from '@keywright/sdk';
import { fieldErrors } from '../parts/field-errors.ts';

export interface OperationDraft {
  /** Told apart by this while names are still being typed. */
  readonly key: number;
  readonly name: string;
  readonly description: string;
}

/** A registered type as its form holds it. */
export interface TypeDraft {
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly operations: readonly OperationDraft[];
}

/** What Keywright’s own pages and API do with entities: a type without one of them cannot be used so. */
const usual = [
  ['create', 'Make new ones.'],
  ['read', 'See one, with its metadata.'],
  ['list', 'Find them in lists.'],
  ['update', 'Rename one and change its metadata.'],
  ['delete', 'Delete one for good.'],
  ['share', 'Give others a right on one.'],
  ['unshare', 'Take it back from them.'],
] as const;

export const blankType: TypeDraft = {
  type: '',
  title: '',
  description: '',
  operations: usual.map(([name, description], key) => ({ key, name, description })),
};

export const draftOf = (row: ListedEntityType): TypeDraft => ({
  type: row.type,
  title: row.title,
  description: row.description,
  operations: row.operations.map((name, key) => ({
    key,
    name,
    description: row.meanings[name] ?? '',
  })),
});

export const withOneMore = (operations: readonly OperationDraft[]): readonly OperationDraft[] => [
  ...operations,
  { key: Math.max(-1, ...operations.map(({ key }) => key)) + 1, name: '', description: '' },
];

export const operationsSent = ({ operations }: TypeDraft) =>
  operations.map(({ name, description }) => ({
    name: name.trim(),
    description: description.trim(),
  }));

const word = /^[a-z][a-z0-9_]{1,38}$/;
const wordProblem = 'Use 2 to 39 characters: a to z, 0 to 9 and _, a letter first.';

/** What is missing or wrong, by field; operations by their place, as the server names them. */
export function typeMissing({ type, title, operations }: TypeDraft): Record<string, string> {
  const names = operations.map(({ name }) => name.trim());
  const wrong = names.map((name, at) => {
    if (!word.test(name)) return [`operations.${at}.name`, wordProblem] as const;
    if (names.indexOf(name) < at) return [`operations.${at}.name`, 'It is there already.'] as const;
    return undefined;
  });
  return {
    ...(!word.test(type.trim()) && { type: wordProblem }),
    ...(!title.trim() && { title: 'Give it a title.' }),
    ...(operations.length === 0 && { operations: 'Name at least one operation.' }),
    ...Object.fromEntries(wrong.filter((one) => one !== undefined)),
  };
}

/** What the server says about fields; that a word is taken is said at the word. */
export const typeErrors = (error: unknown): Record<string, string> =>
  error instanceof KeywrightError && error.code === 'conflict'
    ? { type: error.message }
    : fieldErrors(error);
