import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

interface Props {
  /** What was typed before. */
  readonly typed: string | undefined;
  /** What is wrong with it. */
  readonly error: string | undefined;
  readonly isLooking: boolean;
  readonly onCode: (code: string) => void;
}

/** Where a person types the code that a program shows. */
export function UserCodeForm({ typed = '', error, isLooking, onCode }: Props) {
  const [code, setCode] = useState(typed);
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    setMissing(code.trim() === '');
    if (code.trim() !== '') onCode(code.trim());
  };
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <Text c="dimmed">
          A program on another machine asks you to sign it in. Type the code that it shows.
        </Text>
        <TextInput
          label="Code"
          placeholder="WDJB-MJHT"
          description="Eight letters; case and hyphen do not matter."
          size="md"
          data-autofocus
          autoFocus
          autoCapitalize="characters"
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={isMissing ? 'Type the code.' : error}
        />
        <Button type="submit" loading={isLooking}>
          Continue
        </Button>
      </Stack>
    </form>
  );
}
