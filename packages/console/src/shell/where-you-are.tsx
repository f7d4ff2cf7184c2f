import type { Deployment } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { deploymentQuery } from '../queries/deployments.ts';
import { envOfQuery, envQuery } from '../queries/envs.ts';
import { organizationQuery } from '../queries/organizations.ts';
import { projectQuery } from '../queries/projects.ts';
import { Levels, type Named, Told } from './levels.tsx';
import { NavigationSection } from './navigation-section.tsx';
import type { Node } from './node-at.ts';

/** A page of something that stands in an env or a project, and is not its own. */
const inside = /^\/(?:envs\/[^/]+\/deployments(?:\/[^/]+\/([^/]+))?|projects\/[^/]+\/entities)/;

/** What the page is about and what that stands in, from the organization down; each level can be switched. */
export function WhereYouAre(node: Node) {
  const found = useRouterState({ select: ({ location }) => inside.exec(location.pathname) });
  const deploymentId = found?.[1];
  return deploymentId ? (
    <AtDeployment id={deploymentId} />
  ) : (
    <AtNode {...node} isInside={found !== null} />
  );
}

/** A deployment can be seen by who may not see its env: then it is told where it stands, without a way there. */
function AtDeployment({ id }: { readonly id: string }) {
  const deployment = useQuery(deploymentQuery(id)).data;
  return deployment ? <Around deployment={deployment} /> : null;
}

function Around({ deployment }: { readonly deployment: Deployment }) {
  const env = useQuery(envOfQuery(deployment)).data;
  if (env === undefined) return null;
  if (env !== null) {
    const { organization, project } = env;
    return <Levels organization={organization} project={project} env={env} current={undefined} />;
  }
  return (
    <NavigationSection label="Where you are">
      <Told type="project" name={deployment.project.name} />
      <Told type="env" name={deployment.env.name} />
    </NavigationSection>
  );
}

interface AtNodeProps extends Node {
  readonly isInside: boolean;
}

function AtNode({ type, id, isInside }: AtNodeProps) {
  const organization = useQuery({ ...organizationQuery(id), enabled: type === 'organization' });
  const project = useQuery({ ...projectQuery(id), enabled: type === 'project' });
  const env = useQuery({ ...envQuery(id), enabled: type === 'env' });
  const above = { organization: undefined, project: project.data, env: env.data }[type];
  const inOrganization: Named | undefined = above?.organization ?? organization.data;
  if (!inOrganization) return null;
  return (
    <Levels
      organization={inOrganization}
      project={env.data?.project ?? project.data}
      env={env.data}
      current={isInside ? undefined : type}
    />
  );
}
