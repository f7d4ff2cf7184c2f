import type { UiInput } from '@keywright/sdk';

/** The field of one input. */
export interface FieldProps {
  readonly input: UiInput;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** What every field shows of its input. */
export const shownOf = ({ label, helpText, required }: UiInput, error: string | undefined) => ({
  label,
  description: helpText ?? undefined,
  required: required ?? false,
  error,
});
