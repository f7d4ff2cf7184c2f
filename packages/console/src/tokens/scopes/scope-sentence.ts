import { standsInProject, type TokenScope } from '@keywright/sdk';
import { plainWords } from '../../roles/permissions-by-type.ts';

interface About {
  readonly entity_type: string;
  readonly project?: { readonly name: string } | null | undefined;
  readonly entity?: { readonly name: string } | null | undefined;
}

/** Which entities a scope is about: "channel “telemetry”", "every channel in Shop", "every channel". */
export function onWhat({ entity_type, project, entity }: About): string {
  const type = plainWords(entity_type);
  if (entity) return `${type} “${entity.name}”`;
  return project ? `every ${type} in ${project.name}` : `every ${type}`;
}

/** "publish on channel “telemetry”" */
export const scopeSentence = (scope: TokenScope): string =>
  `${plainWords(scope.operation)} on ${onWhat(scope)}`;

/** Whether its entities stand in projects, so that it says something that it names none. */
export const isAnyProject = ({ entity_type, project, entity }: TokenScope): boolean =>
  !project && !entity && standsInProject(entity_type);
