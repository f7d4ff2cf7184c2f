import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { pageIn, parseAddress, textIn, writeAddress } from './address.ts';
import { auditSearchIn } from './audit/audit-filters.ts';
import { deploymentRoutes } from './deployment-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { latePage } from './pages/late-page.ts';
import { signInProblemSearchIn, signInSearchIn } from './pages/sign-in-search.ts';
import { personSearchIn } from './people/person-filters.ts';
import { callbackPaths } from './sign-in-answer.ts';
import { root, signedIn, signedInAlone } from './signed-in-route.ts';
import { type TokenSearch, tokenSearchIn } from './tokens/token-filters.ts';
import { treeRoutes } from './tree-routes.ts';

/** The table of contents: every page there is, and the filters its address may hold. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: signInSearchIn,
  component: latePage(() => import('./pages/sign-in.tsx'), 'SignInPage'),
});
const signInProblem = createRoute({
  getParentRoute: () => root,
  path: '/sign-in-problem',
  validateSearch: signInProblemSearchIn,
  component: latePage(() => import('./pages/sign-in-problem.tsx'), 'SignInProblemPage'),
});
const signInCodes = callbackPaths.map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: latePage(() => import('./pages/sign-in-code.tsx'), 'SignInCodePage'),
  }),
);
const device = createRoute({
  getParentRoute: () => signedInAlone,
  path: '/device',
  validateSearch: (raw: Record<string, unknown>): { user_code?: string | undefined } => ({
    user_code: textIn(raw, 'user_code'),
  }),
  component: latePage(() => import('./pages/device.tsx'), 'DevicePage'),
});
const cliSignIn = createRoute({
  getParentRoute: () => signedInAlone,
  path: '/auth/cli',
  // The page judges it as a whole, and says so where something is missing.
  validateSearch: (raw: Record<string, unknown>): Record<string, unknown> => raw,
  component: latePage(() => import('./pages/cli-sign-in.tsx'), 'CliSignInPage'),
});
const reference = createRoute({
  getParentRoute: () => root,
  path: '/api',
  validateSearch: (raw: Record<string, unknown>): { search?: string | undefined } => ({
    search: textIn(raw, 'search'),
  }),
  component: latePage(() => import('./pages/api-reference.tsx'), 'ApiReferencePage'),
});

const goTo = (path: string, to: '/profile/user-tokens' | '/profile/you' | '/admin/users') =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to, replace: true });
    },
  });

const you = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/you',
  component: latePage(() => import('./pages/you.tsx'), 'YouPage'),
});
const userTokens = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/user-tokens',
  validateSearch: tokenSearchIn,
  component: latePage(() => import('./pages/user-tokens.tsx'), 'UserTokensPage'),
});
const userToken = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/user-tokens/$id',
  component: latePage(() => import('./pages/user-token.tsx'), 'UserTokenPage'),
});
const sessions = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/sessions',
  validateSearch: (raw: Record<string, unknown>): { page?: number | undefined } => ({
    page: pageIn(raw),
  }),
  component: latePage(() => import('./pages/sessions.tsx'), 'SessionsPage'),
});
const users = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/users',
  validateSearch: personSearchIn,
  component: latePage(() => import('./pages/users.tsx'), 'UsersPage'),
});
interface PersonPageSearch extends TokenSearch {
  readonly sessions_page?: number | undefined;
}

const user = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/users/$id',
  validateSearch: (raw: Record<string, unknown>): PersonPageSearch => ({
    ...tokenSearchIn(raw),
    sessions_page: pageIn({ page: raw['sessions_page'] }),
  }),
  component: latePage(() => import('./pages/user.tsx'), 'UserPage'),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/audit',
  validateSearch: auditSearchIn,
  component: latePage(() => import('./pages/audit.tsx'), 'AuditPage'),
});
const usage = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/usage',
  component: latePage(() => import('./pages/usage.tsx'), 'UsagePage'),
});
const servers = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/servers',
  component: latePage(() => import('./pages/servers.tsx'), 'ServersPage'),
});
const bots = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/bots',
  component: latePage(() => import('./pages/bots.tsx'), 'BotsPage'),
});
const bot = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/bots/$id',
  component: latePage(() => import('./pages/bot.tsx'), 'BotPage'),
});
const serviceAccount = createRoute({
  getParentRoute: () => signedIn,
  path: '/service-accounts/$id',
  component: latePage(() => import('./pages/service-account.tsx'), 'ServiceAccountPage'),
});
const yourHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/profile/history',
  component: latePage(() => import('./pages/your-history.tsx'), 'YourHistoryPage'),
});
const userHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/users/$id/history',
  component: latePage(() => import('./pages/user-history.tsx'), 'UserHistoryPage'),
});
const botHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/bots/$id/history',
  component: latePage(() => import('./pages/bot.tsx'), 'BotHistoryPage'),
});
const serviceAccountHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/service-accounts/$id/history',
  component: latePage(() => import('./pages/service-account.tsx'), 'ServiceAccountHistoryPage'),
});
const credential = createRoute({
  getParentRoute: () => signedIn,
  path: '/credentials/$kind/$id',
  component: latePage(() => import('./pages/user-token.tsx'), 'CredentialPage'),
});
const credentialHistory = createRoute({
  getParentRoute: () => signedIn,
  path: '/credentials/$kind/$id/history',
  component: latePage(() => import('./pages/credential-history.tsx'), 'CredentialHistoryPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    goTo('/', '/profile/user-tokens'),
    goTo('/profile', '/profile/you'),
    goTo('/admin', '/admin/users'),
    signIn,
    signInProblem,
    ...signInCodes,
    reference,
    signedInAlone.addChildren([device, cliSignIn]),
    signedIn.addChildren([
      you,
      userTokens,
      userToken,
      sessions,
      users,
      user,
      bots,
      bot,
      serviceAccount,
      yourHistory,
      userHistory,
      botHistory,
      serviceAccountHistory,
      credential,
      credentialHistory,
      audit,
      usage,
      servers,
      ...treeRoutes,
      ...deploymentRoutes,
      ...entityRoutes,
    ]),
  ]),
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
