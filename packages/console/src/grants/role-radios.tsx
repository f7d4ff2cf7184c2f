// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Radio.layer.css';
import type { Role } from '@keywright/sdk';
import { Radio, Stack } from '@mantine/core';
import { Contained } from '../roles/contained.tsx';
import type { RoleChoice } from './role-picker.tsx';

interface Props {
  readonly roles: readonly Role[];
  readonly value: RoleChoice | undefined;
  readonly onChange: (role: Role) => void;
}

/** A choice between a few roles, each with what it is for. */
export function RoleRadios({ roles, value, onChange }: Props) {
  const chosen = roles.find((role) => typeof value === 'object' && role.id === value.id);
  return (
    <Radio.Group
      label="Role"
      value={chosen?.id ?? null}
      onChange={(id) => {
        const role = roles.find((one) => one.id === id);
        if (role) onChange(role);
      }}
    >
      <Stack gap="xs" mt={6}>
        {roles.map(({ id, name, description }) => (
          <Radio key={id} value={id} label={name} description={description} />
        ))}
      </Stack>
      {chosen && (
        <Stack mt="xs">
          <Contained permissions={chosen.permissions} of={chosen.name} />
        </Stack>
      )}
    </Radio.Group>
  );
}
