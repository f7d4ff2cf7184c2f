import type { Deployment, Env } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { deploymentQuery } from '../queries/deployments.ts';
import { envOfQuery, envQuery } from '../queries/envs.ts';
import { organizationQuery } from '../queries/organizations.ts';
import { projectQuery } from '../queries/projects.ts';
import { useReachable } from '../tree/reachable.ts';
import { NavigationSection } from './navigation-section.tsx';
import type { Node } from './node-at.ts';
import { Switcher } from './switcher.tsx';
import classes from './where-you-are.module.css';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A page of something that stands in an env, and is not the env’s own. */
const insideEnv = /^\/envs\/[^/]+\/deployments(?:\/[^/]+\/([^/]+))?/;

/** What the page is about and what that stands in, from the organization down; each level can be switched. */
export function WhereYouAre(node: Node) {
  const inside = useRouterState({ select: ({ location }) => insideEnv.exec(location.pathname) });
  const deploymentId = inside?.[1];
  return deploymentId ? (
    <AtDeployment id={deploymentId} />
  ) : (
    <AtNode {...node} isInside={inside !== null} />
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

interface LevelsProps {
  readonly organization: Named;
  readonly project: Named | undefined;
  readonly env: Env | undefined;
  /** Which of them the page is about; none where it is about something in the env. */
  readonly current: Node['type'] | undefined;
}

function Levels({ organization, project, env, current }: LevelsProps) {
  const isReachable = useReachable();
  return (
    <NavigationSection label="Where you are">
      <Level
        type="organization"
        node={organization}
        isCurrent={current === 'organization'}
        isLink={isReachable('organization', organization.id)}
      />
      <Level
        type="project"
        node={project}
        within={organization}
        isCurrent={current === 'project'}
        isLink={project !== undefined && isReachable('project', project.id)}
      />
      {project && (
        <Level
          type="env"
          node={env}
          within={project}
          isCurrent={current === 'env'}
          isLink={env !== undefined}
        />
      )}
      {env?.abilities.includes('list_deployments') && (
        <Link
          to="/envs/$id/deployments"
          params={{ id: env.id }}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'data-current': true }}
          className={`${classes.name} ${classes.below}`}
        >
          Deployments
        </Link>
      )}
    </NavigationSection>
  );
}

const pages = {
  organization: '/organizations/$id',
  project: '/projects/$id',
  env: '/envs/$id',
} as const;
const words = { organization: 'Organization', project: 'Project', env: 'Env' } as const;

interface ToldProps {
  readonly type: Node['type'];
  readonly name: string;
}

/** A level that the reader may know by name alone. */
function Told({ type, name }: ToldProps) {
  return (
    <div className={classes.name}>
      <span className={classes.kind}>{words[type]}</span>
      {name}
    </div>
  );
}

interface LevelProps {
  readonly type: Node['type'];
  /** Left out below the page’s own node, where one is still to be chosen. */
  readonly node: Named | undefined;
  readonly within?: Named;
  readonly isCurrent: boolean;
  readonly isLink: boolean;
}

function Level({ type, node, within, isCurrent, isLink }: LevelProps) {
  const inside = (
    <>
      <span className={classes.kind}>{words[type]}</span>
      {node?.name ?? <span className={classes.none}>None chosen</span>}
    </>
  );
  const shown = { className: classes.name, ...(isCurrent && { 'data-current': true }) };
  return (
    <div className={classes.row}>
      {node && isLink ? (
        <Link to={pages[type]} params={{ id: node.id }} {...shown}>
          {inside}
        </Link>
      ) : (
        <div {...shown}>{inside}</div>
      )}
      <Switcher type={type} within={within?.id} current={node?.id} />
    </div>
  );
}
