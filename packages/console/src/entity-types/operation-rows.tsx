// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Fieldset.layer.css';
import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type OperationDraft, withOneMore } from './type-draft.ts';

interface Props {
  readonly value: readonly OperationDraft[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (operations: readonly OperationDraft[]) => void;
}

/** The operations of a type, each with what it means for people who choose. */
export function OperationRows({ value, errors, onChange }: Props) {
  return (
    <Fieldset
      variant="unstyled"
      legend="Operations"
      styles={{ root: { margin: 0 }, legend: { fontSize: '0.875rem', fontWeight: 600 } }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          What can be done to such an entity. A token or role names them as <b>type.operation</b>.
          Keep those of the first seven that Keywright’s own pages shall offer, and add those that
          your platform asks about, such as restart.
        </Text>
        {value.map((operation, at) => (
          <OperationRow
            key={operation.key}
            operation={operation}
            number={at + 1}
            error={errors[`operations.${at}.name`] ?? errors[`operations.${at}.description`]}
            onChange={(changed) =>
              onChange(value.map((one) => (one.key === operation.key ? changed : one)))
            }
            onRemove={() => onChange(value.filter((one) => one.key !== operation.key))}
          />
        ))}
        {errors['operations'] && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {errors['operations']}
          </Text>
        )}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange(withOneMore(value))}
          >
            Add operation
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

interface RowProps {
  readonly operation: OperationDraft;
  readonly number: number;
  readonly error: string | undefined;
  readonly onChange: (operation: OperationDraft) => void;
  readonly onRemove: () => void;
}

function OperationRow({ operation, number, error, onChange, onRemove }: RowProps) {
  const { name, description } = operation;
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <Group gap="xs" align="flex-start" flex={1} miw={0}>
        <TextInput
          aria-label={`Operation ${number}`}
          flex="1 1 9rem"
          maxLength={39}
          value={name}
          error={error}
          onChange={({ currentTarget }) => onChange({ ...operation, name: currentTarget.value })}
        />
        <TextInput
          aria-label={`What operation ${number} means`}
          placeholder="What it means"
          flex="2 1 14rem"
          maxLength={500}
          value={description}
          onChange={({ currentTarget }) =>
            onChange({ ...operation, description: currentTarget.value })
          }
        />
      </Group>
      <ActionIcon
        variant="subtle"
        color="gray"
        mt={4}
        aria-label={`Remove operation ${name || number}`}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
