import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSettings } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { envQuery } from '../queries/envs.ts';
import { organizationQuery } from '../queries/organizations.ts';
import { useProfile } from '../queries/profile.ts';
import { projectQuery } from '../queries/projects.ts';
import { settingsTabs } from '../tree/settings-tabs.ts';
import { nodeAt } from './node-at.ts';
import { sectionsFor } from './places.ts';

/** The pages of the navigation. */
export function usePages(text: string): SpotlightActionGroupData[] {
  const { abilities } = useProfile();
  const navigate = useNavigate();
  const wanted = text.toLowerCase();
  return sectionsFor(abilities)
    .map(({ label, places }) => ({
      group: label,
      actions: places
        .filter((place) => `${label} ${place.label} ${place.about}`.toLowerCase().includes(wanted))
        .map(({ label, about, to, icon: Icon }) => ({
          id: to,
          label,
          description: about,
          leftSection: <Icon size={20} stroke={1.7} />,
          onClick: () => void navigate({ to }),
        })),
    }))
    .filter(({ actions }) => actions.length > 0);
}

/** The settings of what the page is about. */
export function useSettings(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const node = nodeAt(useRouterState({ select: (state) => state.location.pathname }));
  if (!node) return [];
  const { type, id } = node;
  const queryOf = { organization: organizationQuery, project: projectQuery, env: envQuery };
  const row = queries.getQueryData(queryOf[type](id).queryKey);
  if (!row) return [];
  const wanted = text.toLowerCase();
  const actions = settingsTabs(type, row.abilities)
    .filter(({ label }) => `settings ${label}`.toLowerCase().includes(wanted))
    .map(({ label, to }) => ({
      id: to,
      label,
      description: `Settings of ${row.name}`,
      leftSection: <IconSettings size={20} stroke={1.7} />,
      onClick: () => void navigate({ to, params: { id } as never }),
    }));
  return actions.length > 0 ? [{ group: `Settings of ${row.name}`, actions }] : [];
}
