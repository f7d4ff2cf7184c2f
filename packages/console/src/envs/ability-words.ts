import type { Env, ResourceAbility } from '@keywright/sdk';

const words: readonly (readonly [ResourceAbility, string])[] = [
  ['update', 'change its name and settings'],
  ['delete', 'delete it'],
  ['list_grants', 'see who may do what here'],
  ['create_grant', 'let people and service accounts in'],
];

/** What the reader may do to an env, as the server said it. */
export function mayWords({ abilities }: Env): string {
  const may = words.filter(([ability]) => abilities.includes(ability)).map(([, word]) => word);
  if (may.length === 0) return 'See it.';
  return `See it, ${may.slice(0, -1).join(', ')}${may.length > 1 ? ' and ' : 'and '}${may.at(-1)}.`;
}
