import { NavLink, Stack } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { Fragment } from 'react';
import { late } from '../parts/late.tsx';
import { useProfile } from '../queries/profile.ts';
import { NavigationSection } from './navigation-section.tsx';
import { entityAt, nodeAt } from './node-at.ts';
import { sectionsFor } from './places.ts';

const WhereYouAre = late(() => import('./where-you-are.tsx').then((file) => file.WhereYouAre));

const AroundEntity = late(() => import('./around-entity.tsx').then((file) => file.AroundEntity));

/** Where you are and where you can go. */
export function Navigation() {
  const { abilities } = useProfile();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const node = nodeAt(path);
  const entityId = entityAt(path);
  return (
    <Stack gap="lg" component="nav" aria-label="Main">
      {sectionsFor(abilities).map(({ label, places }) => (
        <Fragment key={label}>
          {label === 'Help' && node && <WhereYouAre {...node} />}
          {label === 'Help' && entityId && <AroundEntity id={entityId} />}
          <NavigationSection label={label}>
            {places.map(({ label, to, icon: Icon, isExact = false }) => (
              <NavLink
                key={to}
                label={label}
                leftSection={<Icon size={18} stroke={1.7} />}
                // The link itself knows whether it is active, and says so with aria-current and data-status.
                renderRoot={(props) => (
                  <Link
                    to={to}
                    activeOptions={{ exact: isExact, includeSearch: false }}
                    activeProps={{ 'data-active': true }}
                    {...props}
                  />
                )}
                style={{ borderRadius: 'var(--mantine-radius-md)' }}
              />
            ))}
          </NavigationSection>
        </Fragment>
      ))}
    </Stack>
  );
}
