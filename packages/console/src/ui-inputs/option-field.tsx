// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Radio.layer.css';
import { NativeSelect, Radio, Stack } from '@mantine/core';
import { type FieldProps, shownOf } from './field-props.ts';
import { sameJson } from './input-values.ts';
import { optionsOf } from './options.ts';

/** As many as can be taken in at a glance; more of them stand in a list that opens. */
const mostRadios = 5;

/** One of a few values. */
export function OptionField({ input, value, error, onChange }: FieldProps) {
  const options = optionsOf(input);
  const chosen = value === undefined ? undefined : options.find((o) => sameJson(o.value, value));
  const choose = (key: string) => onChange(options.find((option) => option.key === key)?.value);
  const shown = shownOf(input, error);
  if (options.length <= mostRadios) {
    return (
      <Radio.Group {...shown} value={chosen?.key ?? null} onChange={choose}>
        <Stack gap={6} mt={6}>
          {options.map(({ key, label, help }) => (
            <Radio key={key} value={key} label={label} description={help} />
          ))}
        </Stack>
      </Radio.Group>
    );
  }
  return (
    <NativeSelect
      {...shown}
      data={[
        { value: '', label: 'Choose one' },
        ...options.map(({ key, label }) => ({ value: key, label })),
      ]}
      value={chosen?.key ?? ''}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
