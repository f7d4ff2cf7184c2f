import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { pageIn, parseAddress, textIn, writeAddress } from './address.ts';
import { auditSearchIn } from './audit/audit-filters.ts';
import { latePage } from './pages/late-page.ts';
import { NotFoundPage } from './pages/not-found.tsx';
import { PageFailed } from './pages/page-failed.tsx';
import { signInProblemSearchIn, signInSearchIn } from './pages/sign-in-search.ts';
import { personSearchIn } from './people/person-filters.ts';
import { SignedIn } from './shell/signed-in.tsx';
import { callbackPaths } from './sign-in-answer.ts';
import { type TokenSearch, tokenSearchIn } from './tokens/token-filters.ts';

/** The table of contents: every page there is, and the filters its address may hold. */
const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: PageFailed });

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
const reference = createRoute({
  getParentRoute: () => root,
  path: '/api',
  validateSearch: (raw: Record<string, unknown>): { search?: string | undefined } => ({
    search: textIn(raw, 'search'),
  }),
  component: latePage(() => import('./pages/api-reference.tsx'), 'ApiReferencePage'),
});

const signedIn = createRoute({ getParentRoute: () => root, id: 'signed-in', component: SignedIn });

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

export const router = createRouter({
  routeTree: root.addChildren([
    goTo('/', '/profile/user-tokens'),
    goTo('/profile', '/profile/you'),
    goTo('/admin', '/admin/users'),
    signIn,
    signInProblem,
    ...signInCodes,
    reference,
    signedIn.addChildren([you, userTokens, sessions, users, user, audit]),
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
