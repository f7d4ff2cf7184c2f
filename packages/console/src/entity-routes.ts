import { createRoute } from '@tanstack/react-router';
import { pageIn, textIn, wordIn } from './address.ts';
import { entitySearchIn } from './entities/entity-filters.ts';
import { latePage } from './pages/late-page.ts';
import { signedIn } from './signed-in-route.ts';

/** The pages of entities, of their types, and of what tokens may be made on the site. */
const ofProject = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/entities',
  validateSearch: entitySearchIn,
  component: latePage(() => import('./pages/project-entities.tsx'), 'ProjectEntitiesPage'),
});
const shared = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/shared',
  validateSearch: entitySearchIn,
  component: latePage(() => import('./pages/shared.tsx'), 'SharedPage'),
});
const entity = createRoute({
  getParentRoute: () => signedIn,
  path: '/entities/$id',
  component: latePage(() => import('./pages/entity.tsx'), 'EntityPage'),
});
const overview = createRoute({
  getParentRoute: () => entity,
  path: '/',
  component: latePage(() => import('./pages/entity-overview.tsx'), 'EntityOverview'),
});
const messages = createRoute({
  getParentRoute: () => entity,
  path: '/messages',
  component: latePage(() => import('./pages/channel-messages.tsx'), 'ChannelMessages'),
});
const shares = createRoute({
  getParentRoute: () => entity,
  path: '/shares',
  validateSearch: (raw: Record<string, unknown>): { page?: number | undefined } => ({
    page: pageIn(raw),
  }),
  component: latePage(() => import('./pages/entity-shares.tsx'), 'EntityShares'),
});
const types = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/entity-types',
  validateSearch: (
    raw: Record<string, unknown>,
  ): { search?: string | undefined; kind?: 'registered' | 'built_in' | undefined } => ({
    search: textIn(raw, 'search'),
    kind: wordIn(raw, 'kind', ['registered', 'built_in']),
  }),
  component: latePage(() => import('./pages/entity-types.tsx'), 'EntityTypesPage'),
});
const tokenPolicy = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/token-policy',
  component: latePage(() => import('./pages/token-policy.tsx'), 'TokenPolicyPage'),
});

// Each part is a constant of its own: written inside these lists, the routes would lose their types.
export const entityRoutes = [
  ofProject,
  shared,
  entity.addChildren([overview, messages, shares]),
  types,
  tokenPolicy,
] as const;
