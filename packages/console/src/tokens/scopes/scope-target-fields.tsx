import { type ListedEntityType, standsInProject } from '@keywright/sdk';
import { Box, Group, Text } from '@mantine/core';
import { plainWords } from '../../roles/permissions-by-type.ts';
import { EntityChoice } from './entity-choice.tsx';
import type { ScopeRow } from './scope-row.ts';

interface Props {
  readonly row: ScopeRow;
  readonly type: ListedEntityType;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<ScopeRow>) => void;
}

/** Which entities a row is about: one, all of a project, or all. */
export function ScopeTargetFields({ row, type, errors, onChange }: Props) {
  const { project, entity } = row;
  const one = plainWords(type.type);
  if (type.scopes === 'site') {
    return (
      <Text size="sm" c="dimmed">
        A scope of this type is for all of them: it cannot be narrowed.
      </Text>
    );
  }
  // A project is named as itself, and what stands above projects is in none.
  const isInProject = type.type !== 'project' && standsInProject(type.type);
  return (
    <Group gap="sm" align="flex-start">
      {isInProject && (
        <Box flex="1 1 14rem" miw={0}>
          <EntityChoice
            label="Project"
            type="project"
            placeholder="Any project"
            description="Empty: any project, also later ones."
            error={errors['project_id']}
            value={project as ScopeRow['entity']}
            onChange={(next) => onChange({ project: next, entity: undefined })}
          />
        </Box>
      )}
      {type.scopes === 'entity' && (
        <Box flex="1 1 14rem" miw={0}>
          <EntityChoice
            key={project?.id ?? 'any'}
            label={`Which ${one}`}
            type={type.type}
            projectId={project?.id}
            placeholder="All"
            description={`Empty: every ${one}, also later ones.`}
            error={errors['entity_id']}
            value={entity}
            onChange={(next) => onChange({ entity: next })}
          />
        </Box>
      )}
    </Group>
  );
}
