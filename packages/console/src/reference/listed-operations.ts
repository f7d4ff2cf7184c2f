import type { OpenApi, Operation } from './open-api.ts';

export interface ListedOperation extends Operation {
  readonly method: string;
  readonly path: string;
  readonly tag: string;
}

/** All operations by tag, in the document's order, that hold every word looked for. */
export function listedOperations(
  document: OpenApi,
  search: string,
): Map<string, ListedOperation[]> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      tag: operation.tags[0] ?? 'Other',
    })),
  );
  return Map.groupBy(
    all.filter((operation) => words.every((word) => textOf(operation).includes(word))),
    ({ tag }) => tag,
  );
}

const textOf = ({
  method,
  path,
  tag,
  summary,
  description = '',
  operationId,
}: ListedOperation): string =>
  [method, path, tag, summary, description, operationId].join(' ').toLowerCase();
