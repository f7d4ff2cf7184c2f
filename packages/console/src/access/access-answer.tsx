import type { ExplainedAccess } from '@keywright/sdk';
import { Code, Group, Stack, Text } from '@mantine/core';
import { StateWord } from '../parts/state-word.tsx';
import classes from './explain-access.module.css';
import { Reasons } from './reason-line.tsx';
import { pathText } from './resource-words.ts';

/** Yes, and through which grants; or no, what is missing, which roles contain it and who could grant it. */
export function AccessAnswer({ answer }: { readonly answer: ExplainedAccess }) {
  const { allowed, principal, permission, resource, path, reasons, denial } = answer;
  return (
    <Stack gap="xs" className={classes.answer ?? ''}>
      <Group gap="xs" align="baseline">
        <StateWord state={allowed ? 'Yes' : 'No'} />
        <Text size="sm" flex="1 1 14rem">
          <b>{principal.name}</b> {allowed ? 'may' : 'may not'} <Code>{permission}</Code> on{' '}
          <b>{pathText(path, resource)}</b>
          {allowed ? ', through:' : '.'}
        </Text>
      </Group>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {denial && <Denial denial={denial} />}
    </Stack>
  );
}

function Denial({ denial }: { readonly denial: NonNullable<ExplainedAccess['denial']> }) {
  const { message, roles, granters } = denial;
  return (
    <Stack gap="xs">
      <Text size="sm">{message}</Text>
      {roles.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Roles that contain it
          </Text>
          <ul className={classes.list}>
            {roles.map(({ id, label, home }) => (
              <li key={id}>{home ? `${label}, made in ${home.name}` : label}</li>
            ))}
          </ul>
        </div>
      )}
      {granters.length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            Who could grant it
          </Text>
          <Text size="sm">{granters.map(({ name }) => name).join(', ')}</Text>
        </div>
      )}
    </Stack>
  );
}
