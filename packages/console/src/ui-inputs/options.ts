import type { UiInput } from '@keywright/sdk';

interface Option {
  /** Its place, which stands for its value: that may be any JSON. */
  readonly key: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly value: unknown;
}

export const optionsOf = ({ options }: UiInput): readonly Option[] =>
  (options ?? []).map(({ value, label, helpText }, at) => ({
    key: String(at),
    label: label ?? (typeof value === 'string' ? value : JSON.stringify(value)),
    help: helpText ?? undefined,
    value,
  }));
