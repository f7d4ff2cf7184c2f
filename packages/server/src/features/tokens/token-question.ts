import type { PrincipalId, TokenAccess, TokenState, UserId } from '@keywright/contract';

export interface TokenFilters {
  readonly user_id?: UserId | undefined;
  readonly state?: TokenState | 'all' | undefined;
  readonly access?: TokenAccess | undefined;
  readonly search?: string | undefined;
}

/** `visibleTo`: whose tokens alone may be listed; undefined: anybody's. */
export interface TokenQuestion {
  readonly filters: TokenFilters;
  readonly visibleTo: PrincipalId | undefined;
  readonly now: number;
}

/** Whether one person's tokens alone are asked for: few enough to read the name of each, and to put them in any order. */
export const isOfOne = ({ filters, visibleTo }: TokenQuestion) =>
  filters.user_id !== undefined || visibleTo !== undefined;
