import type { ResourceRef } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export interface FoundEntity {
  readonly entity: ResourceRef;
  /** What it stands in, by name; empty for what stands at the top. */
  readonly above: string;
}

interface Question {
  readonly type: string;
  readonly projectId: string | undefined;
  readonly search: string | undefined;
}

/** Entities of one type that the reader may see, by name, in one project or in all; at most twenty. */
export const scopeEntitiesQuery = ({ type, projectId, search }: Question) =>
  queryOptions({
    queryKey: [keyOf(type), 'to_choose', type, projectId, search],
    queryFn: ({ signal }) => entitiesOf({ type, projectId, search }, signal),
    placeholderData: keepPreviousData,
  });

const keys: Partial<Record<string, string>> = {
  organization: 'organizations',
  token_policy: 'organizations',
  project: 'projects',
  env: 'envs',
  deployment: 'deployments',
};
const keyOf = (type: string): string => keys[type] ?? 'entities';

async function entitiesOf(
  { type, projectId, search }: Question,
  signal: AbortSignal,
): Promise<readonly FoundEntity[]> {
  const named = { name: search, per_page: 20 };
  const inProject = { ...named, project_id: projectId };
  switch (type) {
    // A policy is an organization's, or the site's: the scope names which.
    case 'token_policy':
    case 'organization': {
      const { items } = await api.listOrganizations({ query: named, signal });
      return items.map((one) => found('organization', one, ''));
    }
    case 'project': {
      const { items } = await api.listProjects({ query: named, signal });
      return items.map((one) => found('project', one, one.organization.name));
    }
    case 'env': {
      const { items } = await api.listEnvs({ query: inProject, signal });
      return items.map((one) => found('env', one, one.project.name));
    }
    case 'deployment': {
      const { items } = await api.listDeployments({ query: inProject, signal });
      return items.map((one) => found('deployment', one, `${one.env.name}, ${one.project.name}`));
    }
    default: {
      const query = { type, project_id: projectId, search, per_page: 20 };
      const { items } = await api.listEntities({ query, signal });
      return items.map((one) =>
        found(
          one.type as ResourceRef['type'],
          one,
          `${one.organization.name} / ${one.project.name}`,
        ),
      );
    }
  }
}

const found = (
  type: ResourceRef['type'],
  { id, name }: { readonly id: string; readonly name: string },
  above: string,
): FoundEntity => ({ entity: { type, id: id as ResourceRef['id'], name }, above });
