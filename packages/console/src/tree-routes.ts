import { createRoute } from '@tanstack/react-router';
import { latePage } from './pages/late-page.ts';
import { signedIn } from './signed-in-route.ts';
import { nameSearchIn } from './tree/name-search.ts';

/** The pages of organizations, projects, envs and deployment kinds. */
const organizations = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/organizations.tsx'), 'OrganizationsPage'),
});
const adminOrganizations = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/organizations',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/organizations.tsx'), 'AdminOrganizationsPage'),
});
const organization = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations/$id',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/organization.tsx'), 'OrganizationPage'),
});
const organizationSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations/$id/settings',
  component: latePage(() => import('./pages/organization-settings.tsx'), 'OrganizationSettings'),
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/project.tsx'), 'ProjectPage'),
});
const projectSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/settings',
  component: latePage(() => import('./pages/project-settings.tsx'), 'ProjectSettings'),
});

const envs = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/envs.tsx'), 'EnvsPage'),
});
const env = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs/$id',
  component: latePage(() => import('./pages/env.tsx'), 'EnvPage'),
});
const envSettings = createRoute({
  getParentRoute: () => signedIn,
  path: '/envs/$id/settings',
  component: latePage(() => import('./pages/env-settings.tsx'), 'EnvSettings'),
});

const deploymentKinds = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin/deployment-kinds',
  validateSearch: nameSearchIn,
  component: latePage(() => import('./pages/deployment-kinds.tsx'), 'DeploymentKindsPage'),
});

const members = latePage(() => import('./pages/settings-members.tsx'), 'SettingsMembers');
const roles = latePage(() => import('./pages/settings-roles.tsx'), 'SettingsRoles');
const accounts = latePage(
  () => import('./pages/settings-service-accounts.tsx'),
  'SettingsServiceAccounts',
);
const access = latePage(() => import('./pages/settings-access.tsx'), 'SettingsAccess');
const envRights = () => import('./pages/env-rights.tsx');

const organizationGeneral = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/general',
  component: latePage(() => import('./pages/organization-general.tsx'), 'OrganizationGeneral'),
});
const organizationMembers = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/members',
  component: members,
});
const organizationRoles = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/roles',
  component: roles,
});
const organizationAccounts = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/service-accounts',
  component: accounts,
});
const organizationTokenPolicy = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/token-policy',
  component: latePage(() => import('./pages/settings-token-policy.tsx'), 'SettingsTokenPolicy'),
});
const organizationUsage = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/usage',
  component: latePage(() => import('./pages/usage.tsx'), 'SettingsUsage'),
});
const projectUsage = createRoute({
  getParentRoute: () => projectSettings,
  path: '/usage',
  component: latePage(() => import('./pages/usage.tsx'), 'SettingsUsage'),
});
const projectGeneral = createRoute({
  getParentRoute: () => projectSettings,
  path: '/general',
  component: latePage(() => import('./pages/project-general.tsx'), 'ProjectGeneral'),
});
const projectMembers = createRoute({
  getParentRoute: () => projectSettings,
  path: '/members',
  component: members,
});
const projectRoles = createRoute({
  getParentRoute: () => projectSettings,
  path: '/roles',
  component: roles,
});
const projectAccounts = createRoute({
  getParentRoute: () => projectSettings,
  path: '/service-accounts',
  component: accounts,
});
const envGeneral = createRoute({
  getParentRoute: () => envSettings,
  path: '/general',
  component: latePage(() => import('./pages/env-general.tsx'), 'EnvGeneral'),
});
const envClusters = createRoute({
  getParentRoute: () => envSettings,
  path: '/clusters',
  component: latePage(() => import('./pages/env-clusters.tsx'), 'EnvClusters'),
});
const envUserRoles = createRoute({
  getParentRoute: () => envSettings,
  path: '/user-roles',
  component: latePage(envRights, 'EnvUserRolesPart'),
});
const deploymentPermissions = createRoute({
  getParentRoute: () => envSettings,
  path: '/deployment-permissions',
  component: latePage(envRights, 'DeploymentPermissionsPart'),
});
const organizationAccess = createRoute({
  getParentRoute: () => organizationSettings,
  path: '/access',
  component: access,
});
const projectAccess = createRoute({
  getParentRoute: () => projectSettings,
  path: '/access',
  component: access,
});
const envAccess = createRoute({
  getParentRoute: () => envSettings,
  path: '/access',
  component: access,
});

// Each part is a constant of its own: written inside these lists, the routes would lose their types.
export const treeRoutes = [
  organizations,
  adminOrganizations,
  organization,
  organizationSettings.addChildren([
    organizationGeneral,
    organizationMembers,
    organizationRoles,
    organizationAccounts,
    organizationTokenPolicy,
    organizationUsage,
    organizationAccess,
  ]),
  project,
  projectSettings.addChildren([
    projectGeneral,
    projectMembers,
    projectRoles,
    projectAccounts,
    projectUsage,
    projectAccess,
  ]),
  envs,
  env,
  envSettings.addChildren([
    envGeneral,
    envClusters,
    envUserRoles,
    deploymentPermissions,
    envAccess,
  ]),
  deploymentKinds,
] as const;
