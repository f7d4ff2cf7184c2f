import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LonePage } from '../parts/lone-page.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { ProfileContext, standingQuery } from '../queries/profile.ts';
import { Shell } from '../shell/shell.tsx';
import { ShellSkeleton } from '../shell/shell-skeleton.tsx';

const title = 'There is no such page';

/** With all ways on around it for who is signed in; alone for others, who may not have meant to sign in. */
export function NotFoundPage(): ReactNode {
  const { data: standing, isPending } = useQuery(standingQuery);
  if (isPending) return <ShellSkeleton />;
  if (standing?.kind !== 'signed_in') {
    return (
      <LonePage title={title}>
        <WhatNow />
      </LonePage>
    );
  }
  return (
    <ProfileContext value={standing.profile}>
      <Shell>
        <PageHeader title={title} />
        <Stack align="flex-start">
          <WhatNow />
        </Stack>
      </Shell>
    </ProfileContext>
  );
}

function WhatNow() {
  return (
    <>
      <Text>The address may be mistyped, or what stood here was moved or deleted.</Text>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>Go to the first page</Button>
    </>
  );
}
