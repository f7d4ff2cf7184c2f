import { Skeleton, Stack } from '@mantine/core';
import { Brand } from './brand.tsx';
import classes from './shell.module.css';

/** The shell before it is known who is signed in. */
export function ShellSkeleton() {
  return (
    <>
      <header className={classes.header}>
        <Brand />
        <Skeleton circle height={34} />
      </header>
      <div className={classes.body}>
        <div className={classes.side} />
        <main className={classes.main} role="status" aria-label="Loading">
          <Stack>
            <Skeleton height={28} width="45%" />
            <Skeleton height={14} width="70%" />
            <Skeleton height={180} mt="md" />
          </Stack>
        </main>
      </div>
    </>
  );
}
