import type { Profile } from '@keywright/sdk';
import {
  type Icon,
  IconApi,
  IconBox,
  IconBuilding,
  IconChartBar,
  IconDevices,
  IconHistory,
  IconKey,
  IconListDetails,
  IconPuzzle,
  IconRobot,
  IconServer,
  IconServer2,
  IconShare,
  IconShieldCheck,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';

export interface Place {
  readonly label: string;
  readonly about: string;
  readonly to: NonNullable<LinkProps['to']>;
  readonly icon: Icon;
  /** What stands below it is shown by where one is, and is not this place. */
  readonly isExact?: boolean;
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
      label: 'Shared',
      about: 'Channels and other entities shared with you, or by you',
      to: '/profile/shared',
      icon: IconShare,
    },
    {
      label: 'Sessions',
      about: 'Where you are signed in',
      to: '/profile/sessions',
      icon: IconDevices,
    },
    {
      label: 'History',
      about: 'What you did to deployments',
      to: '/profile/history',
      icon: IconHistory,
    },
  ],
};

const people: Place = {
  label: 'People',
  about: 'Activate, deactivate, invite, make administrators',
  to: '/admin/users',
  icon: IconUsers,
};
const bots: Place = {
  label: 'Bots',
  about: 'The site’s own service accounts, and their tokens',
  to: '/admin/bots',
  icon: IconRobot,
};
const organizations: Place = {
  label: 'Organizations',
  about: 'Who has projects and people of their own here',
  to: '/organizations',
  icon: IconBuilding,
  isExact: true,
};
const allOrganizations: Place = { ...organizations, to: '/admin/organizations' };
const deploymentKinds: Place = {
  label: 'Deployment kinds',
  about: 'What can be deployed, whichever env it goes to',
  to: '/admin/deployment-kinds',
  icon: IconBox,
};
const entityTypes: Place = {
  label: 'Entity types',
  about: 'What can be protected here, and the operations on it',
  to: '/admin/entity-types',
  icon: IconPuzzle,
};
const tokenPolicy: Place = {
  label: 'Token policy',
  about: 'How long tokens may live, and what they may be',
  to: '/admin/token-policy',
  icon: IconShieldCheck,
};
const envs: Place = {
  label: 'Envs',
  about: 'Where things run, as far as you were let in',
  to: '/envs',
  icon: IconServer,
  isExact: true,
};
const usage: Place = {
  label: 'Use',
  about: 'How tokens are used, and which nobody needs',
  to: '/admin/usage',
  icon: IconChartBar,
};
const servers: Place = {
  label: 'Servers',
  about: 'Their leases, and how far behind each is',
  to: '/admin/servers',
  icon: IconServer2,
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
  const may = (ability: Profile['abilities'][number]) => abilities.includes(ability);
  const site = [
    may('manage_users') && people,
    may('manage_bots') && bots,
    may('create_organization') && allOrganizations,
    may('manage_deployment_kinds') && deploymentKinds,
    may('manage_entity_types') && entityTypes,
    may('read_token_policy') && tokenPolicy,
    may('manage_bots') && usage,
    may('read_audit') && audit,
    may('read_audit') && servers,
  ].filter((place) => place !== false);
  // The list is the same, and stands once: who makes organizations looks for it under the site.
  const resources = may('create_organization') ? [envs] : [organizations, envs];
  return [
    you,
    ...(site.length > 0 ? [{ label: 'Site administration', places: site }] : []),
    { label: 'Resources', places: resources },
    reference,
  ];
}
