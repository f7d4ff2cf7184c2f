import { NavLink, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useProfile } from '../queries/profile.ts';
import { sectionsFor } from './places.ts';

/** Where you are and where you can go. */
export function Navigation() {
  const { abilities } = useProfile();
  return (
    <Stack gap="lg" component="nav" aria-label="Main">
      {sectionsFor(abilities).map(({ label, places }) => (
        <div key={label}>
          <Text size="sm" fw={600} c="dimmed" px="sm" mb={4}>
            {label}
          </Text>
          {places.map(({ label, to, icon: Icon }) => (
            <NavLink
              key={to}
              label={label}
              leftSection={<Icon size={18} stroke={1.7} />}
              // The link itself knows whether it is active, and says so with aria-current and data-status.
              renderRoot={(props) => (
                <Link to={to} activeProps={{ 'data-active': true }} {...props} />
              )}
              style={{ borderRadius: 'var(--mantine-radius-md)' }}
            />
          ))}
        </div>
      ))}
    </Stack>
  );
}
