import { useQuery } from '@tanstack/react-query';
import { entityQuery } from '../queries/entities.ts';
import { useReachable } from '../tree/reachable.ts';
import { Levels, Told } from './levels.tsx';
import { NavigationSection } from './navigation-section.tsx';

/** What an entity stands in. It can be seen by who may not see its project, which is then told by name alone. */
export function AroundEntity({ id }: { readonly id: string }) {
  const entity = useQuery(entityQuery(id)).data;
  const isReachable = useReachable();
  if (!entity) return null;
  const { organization, project } = entity;
  if (isReachable('project', project.id)) {
    return (
      <Levels organization={organization} project={project} env={undefined} current={undefined} />
    );
  }
  return (
    <NavigationSection label="Where you are">
      <Told type="organization" name={organization.name} />
      <Told type="project" name={project.name} />
    </NavigationSection>
  );
}
