import { KeywrightError } from '@keywright/sdk';
import { Container } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { InactivePage } from '../pages/inactive.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { profileQuery } from '../queries/profile.ts';
import { isUnauthenticated } from '../query-client.ts';
import { Shell } from './shell.tsx';
import { ShellSkeleton } from './shell-skeleton.tsx';

/** Everything behind the sign-in. Whoever is not, or no longer, signed in goes there and comes back after. */
export function SignedIn() {
  const profile = useQuery(profileQuery);
  const { pathname, searchStr } = useLocation();
  const { error } = profile;
  if (error instanceof KeywrightError && error.code === 'principal_inactive') {
    return <InactivePage error={error} />;
  }
  if (isUnauthenticated(error)) {
    return <Navigate to="/sign-in" search={{ return_to: pathname + searchStr }} replace />;
  }
  if (profile.data) {
    return (
      <Shell>
        <Outlet />
      </Shell>
    );
  }
  if (!error) return <ShellSkeleton />;
  return (
    <Container size="sm" py="xl" component="main">
      <ErrorPanel error={error} onRetry={() => void profile.refetch()} />
    </Container>
  );
}
