import { createRootRoute, createRoute } from '@tanstack/react-router';
import { NotFoundPage } from './pages/not-found.tsx';
import { PageFailed } from './pages/page-failed.tsx';
import { SignedIn } from './shell/signed-in.tsx';

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
