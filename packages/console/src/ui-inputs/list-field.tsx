import { Checkbox, Stack, Textarea } from '@mantine/core';
import { type FieldProps, shownOf } from './field-props.ts';
import { sameJson } from './input-values.ts';
import { optionsOf } from './options.ts';

/** Several values: of those there are to choose from, or one a line. */
export function ListField({ input, value, error, onChange }: FieldProps) {
  const values: readonly unknown[] = Array.isArray(value) ? value : [];
  const options = optionsOf(input);
  const { description, ...shown } = shownOf(input, error);
  if (options.length > 0) {
    const chosen = options.filter((one) => values.some((value) => sameJson(value, one.value)));
    return (
      <Checkbox.Group
        {...shown}
        description={description}
        value={chosen.map(({ key }) => key)}
        onChange={(keys: string[]) =>
          onChange(options.filter(({ key }) => keys.includes(key)).map(({ value }) => value))
        }
      >
        <Stack gap={6} mt={6}>
          {options.map(({ key, label, help }) => (
            <Checkbox key={key} value={key} label={label} description={help} />
          ))}
        </Stack>
      </Checkbox.Group>
    );
  }
  return (
    <Textarea
      {...shown}
      description={description ? `${description} One a line.` : 'One a line.'}
      autosize
      minRows={2}
      maxRows={10}
      value={values.join('\n')}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? [] : currentTarget.value.split('\n'))
      }
    />
  );
}
