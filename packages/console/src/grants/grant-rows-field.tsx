import type { ResourceRef } from '@keywright/sdk';
import { ActionIcon, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { ResourcePicker } from '../access/resource-picker.tsx';
import { PermissionSelect } from '../roles/permission-select.tsx';
import { EndField } from './end-field.tsx';
import { type GrantRow, newGrantRow } from './grant-rows.ts';
import { KindSelect } from './kind-select.tsx';
import { ownPermissions, RolePicker } from './role-picker.tsx';

interface Props {
  /** Where the principal is at home: it can hold rights there and below alone. */
  readonly home: ResourceRef;
  readonly rows: readonly GrantRow[];
  readonly onChange: (rows: readonly GrantRow[]) => void;
  /** By place and field: `grants.0.role_id`. */
  readonly errors?: Readonly<Record<string, string>> | undefined;
}

/** What a new principal may do: rows of a place, a role or permissions there, and an end. */
export function GrantRowsField({ home, rows, onChange, errors = {} }: Props) {
  const set = (key: string, change: Partial<GrantRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  return (
    <Stack gap="sm">
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          It holds nothing and sees nothing until something is granted, here or later.
        </Text>
      )}
      {rows.map((row, at) => (
        <GrantRowFields
          key={row.key}
          row={row}
          number={at + 1}
          home={home}
          errors={errorsOf(at, errors)}
          onChange={(change) => set(row.key, change)}
          onRemove={() => onChange(rows.filter(({ key }) => key !== row.key))}
        />
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...rows, newGrantRow(rows.length === 0 ? home : undefined)])}
        >
          Add permission
        </Button>
      </div>
    </Stack>
  );
}

interface RowProps {
  readonly row: GrantRow;
  readonly number: number;
  readonly home: ResourceRef;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (change: Partial<GrantRow>) => void;
  readonly onRemove: () => void;
}

function GrantRowFields({ row, number, home, errors, onChange, onRemove }: RowProps) {
  const { resource, role, permissions } = row;
  const isOwn = role === ownPermissions;
  const given = isOwn ? permissions : (role?.permissions ?? []);
  const ofKind = role !== undefined && !isOwn && role.of_kind;
  const isAboutDeployments = given.some((one) => one.startsWith('deployment.'));
  return (
    <Paper withBorder p="sm" radius="md" role="group" aria-label={`Permission ${number}`}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <Stack flex={1} miw={0} gap="sm">
            <ResourcePicker
              label="On"
              within={home}
              value={resource}
              required
              error={errors['resource_id']}
              // A role that is usable in one place need not be in another.
              onChange={(next) => onChange({ resource: next, role: isOwn ? role : undefined })}
            />
          </Stack>
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={25}
            aria-label={`Remove permission ${number}`}
            onClick={onRemove}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
        {resource && (
          <RolePicker
            label="Role"
            usableOn={resource.id}
            withOwn
            required
            value={role}
            error={errors['role_id']}
            onChange={(next) => onChange({ role: next, kindId: undefined })}
          />
        )}
        {isOwn && (
          <PermissionSelect
            label="Permissions"
            required
            value={permissions}
            error={errors['permissions']}
            onChange={(next) => onChange({ permissions: next })}
          />
        )}
        {isAboutDeployments && (
          <KindSelect
            required={ofKind}
            value={row.kindId}
            error={errors['kind_id']}
            onChange={(kindId) => onChange({ kindId })}
          />
        )}
        {role && (
          <EndField
            value={row.end}
            error={errors['ends_at']}
            onChange={(end) => onChange({ end })}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** `grants.1.role_id` for row 1 as `role_id`. */
function errorsOf(at: number, errors: Readonly<Record<string, string>>): Record<string, string> {
  const start = `grants.${at}.`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field.startsWith(start))
      .map(([field, says]) => [field.slice(start.length), says]),
  );
}
