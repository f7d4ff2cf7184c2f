import type { ResourceAbility, ResourceRef } from '@keywright/sdk';
import type { LinkProps } from '@tanstack/react-router';

/** One part of the settings of a resource, and what the server must allow of it (one is enough) to show it. */
export interface SettingsTab {
  readonly label: string;
  readonly to: NonNullable<LinkProps['to']>;
  readonly needs: readonly ResourceAbility[];
}

const organization: readonly SettingsTab[] = [
  {
    label: 'General',
    to: '/organizations/$id/settings/general',
    needs: ['update', 'delete'],
  },
  { label: 'Members', to: '/organizations/$id/settings/members', needs: ['list_members'] },
  { label: 'Roles', to: '/organizations/$id/settings/roles', needs: ['list_roles'] },
  {
    label: 'Service accounts',
    to: '/organizations/$id/settings/service-accounts',
    needs: ['list_service_accounts'],
  },
  {
    label: 'Token policy',
    to: '/organizations/$id/settings/token-policy',
    needs: ['read_token_policy'],
  },
  {
    label: 'Use',
    to: '/organizations/$id/settings/usage',
    needs: ['list_service_accounts'],
  },
  { label: 'Access', to: '/organizations/$id/settings/access', needs: ['list_grants'] },
];

const project: readonly SettingsTab[] = [
  { label: 'General', to: '/projects/$id/settings/general', needs: ['update', 'delete', 'move'] },
  { label: 'Members', to: '/projects/$id/settings/members', needs: ['list_members'] },
  { label: 'Roles', to: '/projects/$id/settings/roles', needs: ['list_roles'] },
  {
    label: 'Service accounts',
    to: '/projects/$id/settings/service-accounts',
    needs: ['list_service_accounts'],
  },
  { label: 'Use', to: '/projects/$id/settings/usage', needs: ['list_service_accounts'] },
  { label: 'Access', to: '/projects/$id/settings/access', needs: ['list_grants'] },
];

const env: readonly SettingsTab[] = [
  { label: 'General', to: '/envs/$id/settings/general', needs: ['update', 'delete'] },
  { label: 'Clusters', to: '/envs/$id/settings/clusters', needs: ['create_cluster'] },
  { label: 'User roles', to: '/envs/$id/settings/user-roles', needs: ['list_grants'] },
  {
    label: 'Deployment permissions',
    to: '/envs/$id/settings/deployment-permissions',
    needs: ['list_grants'],
  },
  { label: 'Access', to: '/envs/$id/settings/access', needs: ['list_grants'] },
];

export type TreeType = Extract<ResourceRef['type'], 'organization' | 'project' | 'env'>;
const tabs: Record<TreeType, readonly SettingsTab[]> = { organization, project, env };

/** The settings that are shown of a resource of this type to who has these abilities. */
export const settingsTabs = (
  type: TreeType,
  abilities: readonly ResourceAbility[],
): readonly SettingsTab[] =>
  tabs[type].filter(({ needs }) => needs.some((ability) => abilities.includes(ability)));
