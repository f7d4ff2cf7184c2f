import { Container } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { InactivePage } from '../pages/inactive.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ProfileContext, standingQuery } from '../queries/profile.ts';
import { Shell } from './shell.tsx';
import { ShellSkeleton } from './shell-skeleton.tsx';

/** Pages behind the sign-in, with the way to all others around them. */
export function SignedIn() {
  return (
    <WhoSignedIn>
      <Shell>
        <Outlet />
      </Shell>
    </WhoSignedIn>
  );
}

/** The same for pages that ask one thing, and from which nobody is to stray. */
export function SignedInAlone() {
  return (
    <WhoSignedIn>
      <Outlet />
    </WhoSignedIn>
  );
}

/** Everything behind the sign-in. Whoever is not, or no longer, signed in goes there and comes back after. */
function WhoSignedIn({ children }: { readonly children: ReactNode }) {
  const { data: standing, error, isFetching, refetch } = useQuery(standingQuery);
  const askAgain = () => void refetch();
  if (!standing) {
    if (!error) return <ShellSkeleton />;
    return (
      <Container size="sm" py="xl" component="main">
        <ErrorPanel error={error} onRetry={askAgain} />
      </Container>
    );
  }
  switch (standing.kind) {
    case 'signed_in':
      return <ProfileContext value={standing.profile}>{children}</ProfileContext>;
    case 'inactive':
      return <InactivePage refusal={standing.refusal} isChecking={isFetching} onCheck={askAgain} />;
    case 'signed_out':
      // An answer from before may be out of date: they may have signed in meanwhile.
      return isFetching ? <ShellSkeleton /> : <ToSignIn />;
  }
}

/** Goes once: while the next page is on its way, the address already is that page's own. */
function ToSignIn() {
  const router = useRouter();
  const navigate = useNavigate();
  useEffect(() => {
    const { pathname, searchStr } = router.state.location;
    void navigate({ to: '/sign-in', search: { return_to: pathname + searchStr }, replace: true });
  }, [router, navigate]);
  return <ShellSkeleton />;
}
