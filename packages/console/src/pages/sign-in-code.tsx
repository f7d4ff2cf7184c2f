import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { CopyableText } from '../parts/copyable-text.tsx';
import { LonePage } from '../parts/lone-page.tsx';
import { signInAnswer } from '../sign-in-answer.ts';

/** Where the provider brings a person back who signs a program in: they carry the code to it. */
export function SignInCodePage() {
  switch (signInAnswer.kind) {
    case 'code':
      return <Code code={signInAnswer.code} />;
    case 'error':
      return (
        <LonePage title="The provider gave no code">
          <Text>The sign-in provider says: {signInAnswer.error}</Text>
          <Text size="sm" c="dimmed">
            Start the sign-in again from the program that asked for it.
          </Text>
        </LonePage>
      );
    case 'none':
      return (
        <LonePage title="There is no code here">
          <Text>
            A code is shown once, when you come from the sign-in provider; reloading the page loses
            it. Start the sign-in again from the program that asked for it.
          </Text>
        </LonePage>
      );
  }
}

function Code({ code }: { readonly code: string }) {
  return (
    <LonePage title="Your sign-in code">
      <Text>
        Paste this code into the program that you are signing in. It works once, for ten minutes.
      </Text>
      <CopyableText label="Sign-in code" text={code} />
      <Alert
        color="yellow"
        icon={<IconAlertTriangle />}
        title="Give it only to a program you started yourself"
      >
        <Text size="sm">
          Whoever has the code can act as you. If somebody sent you here or asks you for it, close
          this page.
        </Text>
      </Alert>
    </LonePage>
  );
}
