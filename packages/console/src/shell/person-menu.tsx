import type { User } from '@keywright/sdk';
import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { IconDevices, IconKey, IconLogout, IconUser } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { errorMessage } from '../parts/error-words.ts';
import { notify } from '../parts/notify.ts';
import { ColourScheme } from './colour-scheme.tsx';
import { signOut } from './sign-out.ts';

/** The menu under the person's picture. */
export function PersonMenu({ user }: { readonly user: User }) {
  const navigate = useNavigate();
  const leave = async () => {
    try {
      await signOut();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      notify({
        color: 'red',
        title: 'You are still signed in',
        message: errorMessage(error),
      });
    }
  };
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton
          aria-label={`Your menu, ${user.display_name}`}
          style={{ borderRadius: '50%' }}
        >
          <Avatar src={user.avatar_url} name={user.display_name} size={34} alt="" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {user.display_name}
          </Text>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {user.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUser size={16} />}
          renderRoot={(props) => <Link to="/profile/you" {...props} />}
        >
          Profile
        </Menu.Item>
        <Menu.Item
          leftSection={<IconKey size={16} />}
          renderRoot={(props) => <Link to="/profile/user-tokens" {...props} />}
        >
          Personal access tokens
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDevices size={16} />}
          renderRoot={(props) => <Link to="/profile/sessions" {...props} />}
        >
          Sessions
        </Menu.Item>
        <Menu.Divider />
        <ColourScheme />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
