import type { Profile } from '@keywright/sdk';
import {
  type Icon,
  IconApi,
  IconDevices,
  IconKey,
  IconListDetails,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Place {
  readonly label: string;
  readonly about: string;
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: Icon;
}

export interface Section {
  readonly label: string;
  readonly places: readonly Place[];
}

const you: Section = {
  label: 'You',
  places: [
    { label: 'Profile', about: 'Your name, address and id', to: '/profile/you', icon: IconUser },
    {
      label: 'Personal access tokens',
      about: 'Credentials for programs that act as you',
      to: '/profile/user-tokens',
      icon: IconKey,
    },
    {
      label: 'Sessions',
      about: 'Where you are signed in',
      to: '/profile/sessions',
      icon: IconDevices,
    },
  ],
};

const people: Place = {
  label: 'People',
  about: 'Activate, deactivate, invite, make administrators',
  to: '/admin/users',
  icon: IconUsers,
};
const audit: Place = {
  label: 'Audit record',
  about: 'Who did what, and when',
  to: '/admin/audit',
  icon: IconListDetails,
};
const reference: Section = {
  label: 'Help',
  places: [
    {
      label: 'API reference',
      about: 'Every endpoint, with a curl line',
      to: '/api',
      icon: IconApi,
    },
  ],
};

/** Where a person can go, by what the server says they may do. */
export function sectionsFor(abilities: Profile['abilities']): readonly Section[] {
  const site = [
    abilities.includes('manage_users') && people,
    abilities.includes('read_audit') && audit,
  ];
  const places = site.filter((place) => place !== false);
  return [you, ...(places.length > 0 ? [{ label: 'Site administration', places }] : []), reference];
}
