import type { UiSchema } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { InputField } from './input-field.tsx';
import { type Entered, isShown } from './input-values.ts';

interface Props {
  readonly schema: UiSchema;
  readonly values: Entered;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (values: Entered) => void;
}

/** A form made of what a chart says that it wants to know. */
export function InputFields({ schema, values, errors, onChange }: Props) {
  const shown = schema.inputs.filter((input) => isShown(input, schema, values));
  if (shown.length === 0) return null;
  return (
    <Stack gap="sm">
      {shown.map((input) => (
        <InputField
          key={input.id}
          input={input}
          value={values[input.id]}
          error={errors[input.id]}
          onChange={(value) => onChange({ ...values, [input.id]: value })}
        />
      ))}
    </Stack>
  );
}
