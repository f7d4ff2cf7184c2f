import type { BuiltInResourceType, ResourceRef, ResourceType } from '@keywright/sdk';
import {
  type Icon,
  IconBox,
  IconBuilding,
  IconChartBar,
  IconFolder,
  IconPlug,
  IconPuzzle,
  IconRocket,
  IconServer,
  IconTopologyStar,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react';

interface Words {
  readonly word: string;
  readonly icon: Icon;
}

const builtIn: Record<BuiltInResourceType, Words> = {
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

/** A type that the site registered is called by its own name. */
export const wordsOf = (type: ResourceType): Words =>
  (builtIn as Partial<Record<string, Words>>)[type] ?? {
    word: capitalized(type.replaceAll('_', ' ')),
    icon: IconPuzzle,
  };

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** "Acme / Shop / production", from the organization down. */
export const pathText = (path: readonly ResourceRef[], resource: ResourceRef): string =>
  [...path, resource].map(({ name }) => name).join(' / ');
