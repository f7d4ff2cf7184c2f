import type { Client } from '@keywright/sdk';
import { Option } from 'commander';
import { expiresOption, lifeOf } from '../names/life.ts';
import { scopeOption, scopesOf } from '../names/scope.ts';

/** What a token is made with, whoever it is of. */
export interface NewToken {
  readonly description?: string;
  readonly expires?: string;
  readonly scope?: string[];
  readonly scoped?: true;
}

export const newTokenOptions = (): Option[] => [
  new Option('--description <text>', 'what it is for'),
  expiresOption(),
  scopeOption(),
  new Option('--scoped', 'scoped, also without any scope yet'),
];

export async function tokenBody(
  client: Client,
  name: string | undefined,
  { description, expires, scope = [], scoped }: NewToken,
) {
  const isScoped = scoped === true || scope.length > 0;
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...lifeOf(expires),
    ...(isScoped && { access: 'scoped' as const, scopes: await scopesOf(client, scope) }),
  };
}
