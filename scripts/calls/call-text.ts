import { type CallGives, type Endpoint, endpoints } from '@keywright/contract';

/** How `calls.ts` writes a row of the endpoint table; `readCall` reads it. */
function callText(row: Endpoint): string {
  const words: string[] = [row.method, row.effect, givesOf(row)];
  if (row.repeatable) words.push('repeatable');
  if (row.preview !== undefined) words.push('preview');
  if ('media' in row.answer) words.push(row.answer.media);
  return [...words, row.path].join(' ');
}

function givesOf({ answer }: Endpoint): CallGives {
  if ('json' in answer) return isPage(answer.json) ? 'page' : 'json';
  if ('events' in answer) return 'events';
  if ('messages' in answer) return 'messages';
  if ('media' in answer) return 'media';
  return 'redirect' in answer ? 'redirect' : 'nothing';
}

const isPage = (schema: object) =>
  'shape' in schema &&
  'items' in (schema.shape as object) &&
  'num_total' in (schema.shape as object);

/** All rows, as `calls.ts` holds them. */
export const callTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries<Endpoint>(endpoints).map(([name, row]) => [name, callText(row)]),
  );
