import { createRootRoute, createRoute } from '@tanstack/react-router';
import { NotFoundPage } from './pages/not-found.tsx';
import { PageFailed } from './pages/page-failed.tsx';
import { SignedIn, SignedInAlone } from './shell/signed-in.tsx';

export const root = createRootRoute({
  notFoundComponent: NotFoundPage,
  errorComponent: PageFailed,
});

/** What every page behind the sign-in stands in. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: SignedIn,
});

/** What every page behind the sign-in stands in that asks one thing alone. */
export const signedInAlone = createRoute({
  getParentRoute: () => root,
  id: 'signed-in-alone',
  component: SignedInAlone,
});
