import { Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { entityTypesQuery } from '../queries/entity-types.ts';
import classes from './permission-editor.module.css';
import { plainWords } from './permissions-by-type.ts';

interface Props {
  readonly value: ReadonlySet<string>;
  readonly onChange: (permissions: ReadonlySet<string>) => void;
  readonly error?: string | undefined;
}

/** What is only held on the site itself stands last: few custom roles are made for it. */
const ofTheSite = new Set(['site', 'user', 'user_token', 'session', 'audit_event']);

/** Every permission there is, by entity type, to be ticked one by one or a whole type at once. */
export function PermissionEditor({ value, onChange, error }: Props) {
  const [filter, setFilter] = useState('');
  const [onlyChosen, setOnlyChosen] = useState(false);
  const query = useQuery(entityTypesQuery);
  if (query.isPending) return <ListSkeleton rows={3} />;
  if (!query.data) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  const types = query.data.items
    .toSorted((a, b) => Number(ofTheSite.has(a.type)) - Number(ofTheSite.has(b.type)))
    .map(({ type, operations }) => ({
      type,
      permissions: operations.map((operation) => `${type}.${operation}`),
    }))
    .map(({ type, permissions }) => ({
      type,
      all: permissions,
      shown: permissions.filter((one) => isSought(one, filter) && (!onlyChosen || value.has(one))),
    }))
    .filter(({ shown }) => shown.length > 0);
  const set = (permissions: readonly string[], isOn: boolean) => {
    const next = new Set(value);
    for (const one of permissions) isOn ? next.add(one) : next.delete(one);
    onChange(next);
  };
  return (
    <Stack gap="xs" role="group" aria-label="Permissions">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          Permissions
        </Text>
        <Text size="sm" c="dimmed" role="status">
          {value.size === 1 ? '1 chosen' : `${value.size} chosen`}
        </Text>
      </Group>
      <Group gap="sm">
        <TextInput
          type="search"
          aria-label="Filter permissions"
          placeholder="Filter, such as “restart”"
          flex="1 1 12rem"
          leftSection={<IconSearch size={16} />}
          value={filter}
          onChange={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <Checkbox
          label="Only chosen"
          checked={onlyChosen}
          onChange={({ currentTarget }) => setOnlyChosen(currentTarget.checked)}
        />
      </Group>
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      {/* What scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className={classes.types} tabIndex={0} aria-label="Permissions by type">
        {types.length === 0 && (
          <Text size="sm" c="dimmed" p="md">
            {onlyChosen && value.size === 0
              ? 'Nothing is chosen yet.'
              : 'No permission contains that.'}
          </Text>
        )}
        {types.map((one) => (
          <TypeFields key={one.type} {...one} value={value} onSet={set} />
        ))}
      </section>
    </Stack>
  );
}

interface TypeProps {
  readonly type: string;
  readonly all: readonly string[];
  readonly shown: readonly string[];
  readonly value: ReadonlySet<string>;
  readonly onSet: (permissions: readonly string[], isOn: boolean) => void;
}

/** The operations of one type; the box before its name stands for those that are shown. */
function TypeFields({ type, all, shown, value, onSet }: TypeProps) {
  const chosen = shown.filter((one) => value.has(one)).length;
  const isAll = chosen === shown.length;
  return (
    <fieldset className={classes.type}>
      <Checkbox
        className={classes.whole ?? ''}
        label={plainWords(type)}
        aria-label={
          shown.length === all.length
            ? `All of ${plainWords(type)}`
            : `All shown of ${plainWords(type)}`
        }
        checked={isAll}
        indeterminate={chosen > 0 && !isAll}
        onChange={() => onSet(shown, !isAll)}
      />
      <div className={classes.operations}>
        {shown.map((permission) => (
          <Checkbox
            key={permission}
            label={plainWords(permission.slice(type.length + 1))}
            aria-label={permission}
            checked={value.has(permission)}
            onChange={({ currentTarget }) => onSet([permission], currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Found by what it is called and by what is read: "service account" as `service_account`. */
const isSought = (permission: string, filter: string): boolean => {
  const wanted = filter.trim().toLowerCase();
  return permission.includes(wanted) || plainWords(permission).includes(wanted);
};
