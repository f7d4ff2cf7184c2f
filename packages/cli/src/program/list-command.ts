import type { Client, Page, SentTo } from '@keywright/sdk';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { LookUp } from '../names/look-up.ts';
import type { Column } from '../output/table.ts';
import { withProgress } from '../terminal/progress.ts';
import { asks } from './asked.ts';

/** The endpoints that answer with a page. */
export type ListName = {
  [N in keyof Client]: Client[N] extends (...sent: never[]) => Promise<Page> ? N : never;
}[keyof Client];

export type ItemOf<N extends ListName> =
  Awaited<ReturnType<Client[N]>> extends Page<infer I> ? I : never;

type QueryOf<N extends ListName> = NonNullable<SentTo<N> extends { query?: infer Q } ? Q : never>;
type FilterName<N extends ListName> = Exclude<keyof QueryOf<N>, 'page' | 'per_page' | 'page_size'>;

/** A filter of the API as an option; `lookUp` lets people write a name where the API wants an id. */
export interface Filter {
  readonly flags: string;
  readonly says: string;
  readonly choices?: readonly string[];
  readonly lookUp?: LookUp;
}

/** A filter that is set otherwise: by the command itself, or by its first argument. */
type Elsewhere = 'set' | 'argument';

export interface ListCommand<N extends ListName> {
  readonly endpoint: N;
  readonly summary: string;
  /** What the first argument names, where one of the filters is `argument`. */
  readonly argument?: { readonly name: string; readonly says: string; readonly lookUp: LookUp };
  /** Every filter of the endpoint: one left out does not compile. */
  readonly filters: { readonly [K in FilterName<N>]: Filter | Elsewhere };
  /** What filters that are `set` are set to. */
  readonly set?: Partial<QueryOf<N>>;
  readonly columns: readonly Column<ItemOf<N>>[];
  /** What to say, and to do next, where there is nothing. */
  readonly empty: string;
}

interface Paging {
  readonly page?: number;
  readonly perPage?: number;
  readonly all?: true;
}

/** Adds `list` to a group. */
export function addList<N extends ListName>(parent: Command, list: ListCommand<N>): void {
  parent.addCommand(listCommand('list', list).alias('ls'));
}

/** A command with the filters and the paging of an endpoint, and a table of what it answers. */
export function listCommand<N extends ListName>(name: string, list: ListCommand<N>): Command {
  const command = new Command(name).description(list.summary);
  if (list.argument) command.argument(`<${list.argument.name}>`, list.argument.says);
  const filters = Object.entries<Filter | Elsewhere>(list.filters);
  const options = filters.flatMap(([name, filter]) =>
    typeof filter === 'string' ? [] : [{ name, filter, option: optionOf(filter) }],
  );
  for (const { option } of options) command.addOption(option);
  return command
    .option('--page <n>', 'which page, from 1', wholeNumber)
    .option('--per-page <n>', 'how many on a page: 50 without it, 200 at most', wholeNumber)
    .option('--all', 'every page, one after the other')
    .action(
      asks<Paging & Record<string, unknown>>(async ({ client, out }, given, argument) => {
        const query: Record<string, unknown> = { ...list.set };
        const byArgument = filters.find(([, filter]) => filter === 'argument')?.[0];
        if (byArgument && list.argument && argument !== undefined) {
          query[byArgument] = await list.argument.lookUp(client, argument);
        }
        for (const { name, filter, option } of options) {
          const value = given[option.attributeName()];
          if (value === undefined) continue;
          query[name] = filter.lookUp ? await filter.lookUp(client, String(value)) : value;
        }
        const page = await pageOf(client, list.endpoint, query, given);
        await out.list(page as Page<ItemOf<N>>, list.columns, list.empty);
      }),
    );
}

function optionOf({ flags, says, choices }: Filter): Option {
  const option = new Option(flags, says);
  return choices ? option.choices(choices) : option;
}

type AnyList = ((sent: { query: unknown }) => Promise<Page>) & {
  items(sent: { query: unknown }): AsyncIterable<unknown>;
};

async function pageOf(
  client: Client,
  name: ListName,
  query: Record<string, unknown>,
  { page, perPage, all }: Paging,
): Promise<Page> {
  const list = client[name] as unknown as AnyList;
  if (!all) return list({ query: { ...query, page, per_page: perPage } });
  const items = await withProgress('Reading all pages', gathered(list.items({ query })));
  return { page: 1, per_page: items.length, items, num_total: items.length };
}

async function gathered(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1.');
}
