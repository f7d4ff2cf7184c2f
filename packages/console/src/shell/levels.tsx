import type { Env } from '@keywright/sdk';
import { Link } from '@tanstack/react-router';
import { useReachable } from '../tree/reachable.ts';
import { NavigationSection } from './navigation-section.tsx';
import type { Node } from './node-at.ts';
import { Switcher } from './switcher.tsx';
import classes from './where-you-are.module.css';

export interface Named {
  readonly id: string;
  readonly name: string;
}

interface LevelsProps {
  readonly organization: Named;
  readonly project: Named | undefined;
  readonly env: Env | undefined;
  /** Which of them the page is about; none where it is about something in the env. */
  readonly current: Node['type'] | undefined;
}

/** From the organization down, each level with a switch, and below it what else stands there. */
export function Levels({ organization, project, env, current }: LevelsProps) {
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
      {project && isReachable('project', project.id) && (
        <Link
          to="/projects/$id/entities"
          params={{ id: project.id }}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'data-current': true }}
          className={`${classes.name} ${classes.below}`}
        >
          Entities
        </Link>
      )}
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
export function Told({ type, name }: ToldProps) {
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
