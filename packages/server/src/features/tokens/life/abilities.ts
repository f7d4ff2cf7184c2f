import type { TokenAccess, TokenState, UserToken } from '@keywright/contract';

/** What a caller is to a token. */
export interface Standing {
  readonly state: TokenState;
  readonly access: TokenAccess;
  /** Whether it is the very token that the caller came with. */
  readonly isItself: boolean;
  /** Whether the caller came with a scoped token, which changes no tokens. */
  readonly isScoped: boolean;
  readonly may: {
    readonly update: boolean;
    readonly revoke: boolean;
    readonly delete: boolean;
    readonly renew: boolean;
    readonly rotateItself: boolean;
    readonly addScopes: boolean;
  };
}

/** What a page may offer. */
export function abilitiesOver(standing: Standing): UserToken['abilities'] {
  const { state, access, isItself, isScoped, may } = standing;
  const isActive = state === 'active';
  const mayRenew = may.renew && !isScoped;
  const offered: Record<UserToken['abilities'][number], boolean> = {
    update: may.update && !isScoped,
    revoke: state !== 'revoked' && (may.revoke || isItself),
    delete: may.delete && !isScoped,
    renew: mayRenew && state !== 'revoked',
    rotate: isActive && (mayRenew || (isItself && may.rotateItself)),
    regenerate: mayRenew && !isActive,
    change_scopes: access === 'scoped' && may.addScopes && !isScoped,
  };
  return (Object.keys(offered) as (keyof typeof offered)[]).filter((ability) => offered[ability]);
}
