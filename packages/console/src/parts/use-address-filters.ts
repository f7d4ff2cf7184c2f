import { useNavigate, useSearch } from '@tanstack/react-router';
import { textIn } from '../address.ts';

type Filters<N extends string> = { readonly [K in N]?: string | undefined };

/**
 * Filters of a list that stands on pages of several kinds, kept in the address beside the page's own. What a page
 * declares itself must have other names.
 */
export function useAddressFilters<const N extends string>(
  names: readonly N[],
): readonly [Filters<N>, (change: Filters<N>) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = Object.fromEntries(names.map((name) => [name, textIn(search, name)]));
  const change = (changed: Filters<N>) => {
    const next = (now: Record<string, unknown>) => ({ ...now, ...changed });
    // The router types the address of each page by itself; these filters belong to no one page.
    void navigate({ to: '.', search: next as never, replace: true, resetScroll: false });
  };
  return [filters as Filters<N>, change];
}
