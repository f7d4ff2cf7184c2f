import type { Client, SentTo } from '@keywright/sdk';
import { Option } from 'commander';
import { Stopped } from '../program/stopped.ts';
import { narrowedTo } from './resource.ts';

export const scopeOption = () =>
  new Option(
    '--scope <scope>',
    'PERMISSION, PERMISSION@PROJECT or PERMISSION@RESOURCE: channel.publish@channel:alerts; may come again',
  ).argParser((text: string, before: string[] = []) => [...before, text]);

type NewScope = SentTo<'addUserTokenScopes'>['body']['scopes'][number];

/** Scopes as they are typed: `channel.publish,subscribe@project:core`. */
export async function scopesOf(client: Client, texts: readonly string[]): Promise<NewScope[]> {
  return Promise.all(texts.map((text) => scopeOf(client, text)));
}

async function scopeOf(client: Client, text: string): Promise<NewScope> {
  const [, entity_type, operations = '', place] =
    /^([a-z_]+)\.([a-z_]+(?:,[a-z_]+)*)(?:@(.+))?$/.exec(text) ?? [];
  if (entity_type === undefined) {
    throw new Stopped(
      'usage',
      `--scope ${text}: Expected a permission such as channel.publish, and maybe @ and a resource.`,
    );
  }
  const narrowed = place === undefined ? {} : await narrowedTo(client, place);
  return { entity_type, operations: operations.split(','), ...narrowed };
}
