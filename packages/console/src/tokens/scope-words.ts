import type { AnyToken } from './any-token.ts';

/** "Full", "3 scopes", "No scopes". */
export function accessWords({ access, num_scopes }: Pick<AnyToken, 'access' | 'num_scopes'>) {
  if (access === 'full') return 'Full';
  if (num_scopes === 0) return 'No scopes';
  return num_scopes === 1 ? '1 scope' : `${num_scopes} scopes`;
}
