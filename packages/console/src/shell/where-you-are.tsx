import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { envQuery } from '../queries/envs.ts';
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
const insideEnv = /^\/envs\/[^/]+\/deployments/;

/** What the page is about and what that stands in, from the organization down; each level can be switched. */
export function WhereYouAre({ type, id }: Node) {
  const isReachable = useReachable();
  const isInside = useRouterState({ select: ({ location }) => insideEnv.test(location.pathname) });
  const organization = useQuery({ ...organizationQuery(id), enabled: type === 'organization' });
  const project = useQuery({ ...projectQuery(id), enabled: type === 'project' });
  const env = useQuery({ ...envQuery(id), enabled: type === 'env' });
  const above = { organization: undefined, project: project.data, env: env.data }[type];
  const inOrganization: Named | undefined = above?.organization ?? organization.data;
  const inProject: Named | undefined = env.data?.project ?? project.data;
  if (!inOrganization) return null;
  return (
    <NavigationSection label="Where you are">
      <Level
        type="organization"
        node={inOrganization}
        isCurrent={type === 'organization'}
        isLink={isReachable('organization', inOrganization.id)}
      />
      <Level
        type="project"
        node={inProject}
        within={inOrganization}
        isCurrent={type === 'project'}
        isLink={inProject !== undefined && isReachable('project', inProject.id)}
      />
      {inProject && (
        <Level
          type="env"
          node={env.data}
          within={inProject}
          isCurrent={type === 'env' && !isInside}
          isLink={env.data !== undefined}
        />
      )}
      {env.data?.abilities.includes('list_deployments') && (
        <Link
          to="/envs/$id/deployments"
          params={{ id: env.data.id }}
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
