import type { ResourceId } from '@keywright/contract';

/** A permission on all that its target holds; `path`: from the site down to the target itself. */
export interface Reaching {
  readonly permission: string;
  readonly path: readonly ResourceId[];
}

/** The last of a path. */
export function targetOf({ path }: Reaching): ResourceId {
  const target = path.at(-1);
  if (target === undefined) throw new Error('A scope without a target.');
  return target;
}

/** Scopes that another one may be needless beside: the same one, or one on something above it. */
export interface Coverage<S extends Reaching> {
  /** The one with the same permission and target; undefined: none. */
  same(scope: Reaching): S | undefined;
  /** The widest with the same permission on something above. */
  wider(scope: Reaching): S | undefined;
}

export function coverageOf<S extends Reaching>(scopes: readonly S[]): Coverage<S> {
  const byKey = new Map(scopes.map((scope) => [keyOf(scope.permission, targetOf(scope)), scope]));
  return {
    same: (scope) => byKey.get(keyOf(scope.permission, targetOf(scope))),
    wider({ permission, path }) {
      const above = path.slice(0, -1).find((id) => byKey.has(keyOf(permission, id)));
      return above && byKey.get(keyOf(permission, above));
    },
  };
}

const keyOf = (permission: string, target: ResourceId) => `${permission} ${target}`;
