import type { UiInput, UiSchema } from '@keywright/sdk';
import { Code, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Facts } from '../parts/facts.tsx';
import { daysAndHourWords } from './days-and-hour.ts';
import { sameJson } from './input-values.ts';
import { optionsOf } from './options.ts';

interface Props {
  readonly schema: UiSchema;
  readonly values: unknown;
}

/** What is set, under the names that the chart gives its inputs. */
export function InputFacts({ schema, values }: Props) {
  const set = typeof values === 'object' && values !== null ? values : {};
  const facts = Object.entries(set).map(([id, value]) => {
    const input = schema.inputs.find((one) => one.id === id);
    return [input?.label ?? id, <Value key={id} input={input} value={value} />] as const;
  });
  if (facts.length === 0)
    return <Text size="sm">Nothing is set: the chart’s own values hold.</Text>;
  return <Facts facts={facts} />;
}

function Value({ input, value }: { readonly input: UiInput | undefined; readonly value: unknown }) {
  if (input?.sensitive) return <Text size="sm">Set, and not shown</Text>;
  if (input?.type === 'DaysAndHour') return daysAndHourWords(value);
  const option = input && optionsOf(input).find((one) => sameJson(one.value, value));
  return option ? option.label : words(value);
}

function words(value: unknown): ReactNode {
  if (value === true) return 'Yes';
  if (value === false) return 'No';
  if (value === null || value === '') return 'Empty';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.join(', ');
  return <Code>{JSON.stringify(value)}</Code>;
}
