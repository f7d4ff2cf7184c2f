import type { ResourceRef, ResourceType } from '@keywright/sdk';
import {
  type Icon,
  IconBox,
  IconBuilding,
  IconChartBar,
  IconFolder,
  IconPlug,
  IconRocket,
  IconServer,
  IconTopologyStar,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';

export const resourceWords: Record<ResourceType, { readonly word: string; readonly icon: Icon }> = {
  site: { word: 'Site', icon: IconWorld },
  organization: { word: 'Organization', icon: IconBuilding },
  project: { word: 'Project', icon: IconFolder },
  env: { word: 'Env', icon: IconServer },
  deployment: { word: 'Deployment', icon: IconRocket },
  deployment_kind: { word: 'Deployment kind', icon: IconBox },
  channel: { word: 'Channel', icon: IconTopologyStar },
  client: { word: 'Client', icon: IconPlug },
  group: { word: 'Group', icon: IconUsersGroup },
  dashboard: { word: 'Dashboard', icon: IconChartBar },
};

/** "Acme / Shop / production", from the organization down. */
export const pathText = (path: readonly ResourceRef[], resource: ResourceRef): string =>
  [...path, resource].map(({ name }) => name).join(' / ');
