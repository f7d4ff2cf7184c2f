import { Textarea, TextInput } from '@mantine/core';
import type { useForm } from '@mantine/form';

type InputProps = ReturnType<ReturnType<typeof useForm>['getInputProps']>;

interface Props {
  readonly name: InputProps;
  readonly description: InputProps;
}

/** What an account is called and what it is for. */
export function AccountNameFields({ name, description }: Props) {
  return (
    <>
      <TextInput
        label="Name"
        description="What will act: “ci”, “billing export”."
        required
        maxLength={100}
        data-autofocus
        {...name}
      />
      <Textarea
        label="Description (optional)"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        {...description}
      />
    </>
  );
}
