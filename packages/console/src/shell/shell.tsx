import { ActionIcon, Burger, Drawer, Group, Kbd, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { CutOff } from '../live/cut-off.tsx';
import { useLiveUpdates } from '../live/use-live-updates.ts';
import { late } from '../parts/late.tsx';
import { useProfile } from '../queries/profile.ts';
import { Brand } from './brand.tsx';
import { finder } from './finder-store.ts';
import { Navigation } from './navigation.tsx';
import { PersonMenu } from './person-menu.tsx';
import classes from './shell.module.css';

const Finder = late(() => import('./finder.tsx').then((file) => file.Finder));
const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What stands around every page of a signed-in person. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { user, credential } = useProfile();
  const isCutOff = useLiveUpdates({ userId: user.id, sessionId: credential.id });
  const [menuOpen, menu] = useDisclosure(false);
  // Here and not in the finder, whose code comes later than the first key may; in fields too.
  useHotkeys([['mod + K', finder.toggle]], [], true);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another page closes the menu
  useEffect(() => menu.close(), [path]);
  return (
    <>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.header}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            size="sm"
            hiddenFrom="sm"
            opened={menuOpen}
            onClick={menu.toggle}
            aria-label="Navigation"
            aria-expanded={menuOpen}
          />
          <Link to="/" className={classes.home} aria-label="Keywright, home">
            <Brand />
          </Link>
        </Group>
        <Group gap="sm" wrap="nowrap">
          <UnstyledButton className={classes.find} onClick={finder.open} visibleFrom="sm">
            <IconSearch size={16} />
            <Text size="sm" span>
              Find
            </Text>
            <Kbd size="xs">{isApple ? '⌘ K' : 'Ctrl K'}</Kbd>
          </UnstyledButton>
          <ActionIcon
            hiddenFrom="sm"
            size="lg"
            variant="subtle"
            color="gray"
            aria-label="Find"
            onClick={finder.open}
          >
            <IconSearch size={20} />
          </ActionIcon>
          <PersonMenu user={user} />
        </Group>
      </header>
      <CutOff isCutOff={isCutOff} />
      <div className={classes.body}>
        <aside className={classes.side}>
          <Navigation />
        </aside>
        <main id="page" className={classes.main}>
          {children}
        </main>
      </div>
      <Drawer
        opened={menuOpen}
        onClose={menu.close}
        title="Navigation"
        size="18rem"
        hiddenFrom="sm"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Navigation />
      </Drawer>
      <Finder />
    </>
  );
}
