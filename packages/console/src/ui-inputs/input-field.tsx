import { Checkbox, TextInput } from '@mantine/core';
import type { FocusEvent } from 'react';
import { CollectionField } from './collection-field.tsx';
import { DaysAndHourField } from './days-and-hour-field.tsx';
import { type FieldProps, shownOf } from './field-props.ts';
import { ListField } from './list-field.tsx';
import { OptionField } from './option-field.tsx';

/** What is set already comes hidden, and stays as long as it is sent back so: typing takes the place of all of it. */
const sensitive = {
  type: 'password',
  autoComplete: 'new-password',
  onFocus: ({ currentTarget }: FocusEvent<HTMLInputElement>) => currentTarget.select(),
} as const;

/** How the server shows what is set and sensitive. */
const hidden = '•••';

const keepsIt = (help: string | null | undefined): string =>
  `${help ? `${help} ` : ''}Leave it as it is to keep what is set.`;

/** The field of one input, by its type. */
export function InputField(props: FieldProps) {
  const { input, value, error, onChange } = props;
  switch (input.type) {
    case 'text':
      return (
        <TextInput
          {...shownOf(input, error)}
          {...(input.sensitive && sensitive)}
          {...(input.sensitive && value === hidden && { description: keepsIt(input.helpText) })}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'number':
      return (
        <TextInput
          {...shownOf(input, error)}
          type="number"
          maw="16rem"
          {...(input.minimum && { min: input.minimum })}
          {...(input.maximum && { max: input.maximum })}
          step={input.step ?? 'any'}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      );
    case 'Checkbox':
      return (
        <Checkbox
          label={input.label}
          description={input.helpText ?? undefined}
          error={error}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'RadioSelect':
      return <OptionField {...props} />;
    case 'CollectionSelect':
      return <CollectionField {...props} />;
    case 'DaysAndHour':
      return <DaysAndHourField {...props} />;
    case 'array':
      return <ListField {...props} />;
    default:
      return input.type satisfies never;
  }
}
