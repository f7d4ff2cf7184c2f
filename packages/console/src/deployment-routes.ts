import { createRoute } from '@tanstack/react-router';
import { pageIn, wordIn } from './address.ts';
import { latePage } from './pages/late-page.ts';
import { signedIn } from './signed-in-route.ts';

/** The pages of deployments, at Platz’s addresses: `/envs/<env>/deployments/<kind>/<deployment>`. */
const deployments = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs/$id/deployments',
  component: latePage(() => import('./pages/deployments.tsx'), 'DeploymentsPage'),
});
const ofKind = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs/$id/deployments/$kind',
  component: latePage(() => import('./pages/deployments.tsx'), 'DeploymentsOfKindPage'),
});
const deployment = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs/$id/deployments/$kind/$deploymentId',
  component: latePage(() => import('./pages/deployment.tsx'), 'DeploymentPage'),
});
const overview = createRoute({
  getParentRoute: () => deployment,
  path: '/',
  component: latePage(() => import('./pages/deployment-overview.tsx'), 'DeploymentOverview'),
});
const history = createRoute({
  getParentRoute: () => deployment,
  path: '/history',
  validateSearch: (raw: Record<string, unknown>): { by?: 'it' | undefined } => ({
    by: wordIn(raw, 'by', ['it']),
  }),
  component: latePage(() => import('./pages/deployment-history.tsx'), 'DeploymentHistory'),
});
const access = createRoute({
  getParentRoute: () => deployment,
  path: '/access',
  component: latePage(() => import('./pages/deployment-access.tsx'), 'DeploymentAccessPage'),
});
const anyDeployment = createRoute({
  getParentRoute: () => signedIn,
  path: '/deployments/$id',
  component: latePage(() => import('./pages/any-deployment.tsx'), 'AnyDeploymentPage'),
});
const kind = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/deployment-kinds/$id',
  validateSearch: (raw: Record<string, unknown>): { page?: number | undefined } => ({
    page: pageIn(raw),
  }),
  component: latePage(() => import('./pages/deployment-kind.tsx'), 'DeploymentKindPage'),
});

// Each part is a constant of its own: written inside these lists, the routes would lose their types.
export const deploymentRoutes = [
  deployments,
  ofKind,
  deployment.addChildren([overview, history, access]),
  anyDeployment,
  kind,
] as const;
