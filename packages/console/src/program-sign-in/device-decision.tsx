import type { DeviceSignIn, SignInDecision } from '@keywright/sdk';
import { Anchor, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../api.ts';
import { LonePage } from '../parts/lone-page.tsx';
import { DecideButtons } from './decide-buttons.tsx';
import { DeviceFacts } from './device-facts.tsx';
import { OwnProgramsOnly } from './own-programs-only.tsx';

/** Shows what asks with a code, and takes the answer to it. */
export function DeviceDecision({ asking }: { readonly asking: DeviceSignIn }) {
  const deciding = useMutation({
    mutationFn: (decision: SignInDecision) =>
      api.decideDeviceSignIn({ body: { user_code: asking.user_code, decision } }),
  });
  if (deciding.isSuccess) return <Decided asking={asking} decision={deciding.variables} />;
  return (
    <LonePage title="Let this program sign in as you?" tabTitle="Sign a program in">
      <DeviceFacts asking={asking} />
      <OwnProgramsOnly title="Only if you started it yourself, just now">
        Compare the code with the one in your terminal. Whoever sent you this code or this link
        would get to act as you: refuse what you did not start.
      </OwnProgramsOnly>
      <DecideButtons
        pending={deciding.isPending ? deciding.variables : undefined}
        error={deciding.error}
        onDecide={deciding.mutate}
      />
      <Anchor size="sm" renderRoot={(props) => <Link to="/device" search={{}} {...props} />}>
        Type another code
      </Anchor>
    </LonePage>
  );
}

interface DecidedProps {
  readonly asking: DeviceSignIn;
  readonly decision: SignInDecision;
}

function Decided({ asking, decision }: DecidedProps) {
  if (decision === 'refuse') {
    return (
      <LonePage title="Refused">
        <Text role="status">
          The program on “{asking.device_name}” was not signed in. If somebody sent you its code,
          tell an administrator.
        </Text>
      </LonePage>
    );
  }
  return (
    <LonePage title="Go back to your terminal">
      <Text role="status">
        The program on “{asking.device_name}” is signed in as you in a few seconds. You can close
        this page.
      </Text>
      <Text size="sm" c="dimmed">
        It stands among your{' '}
        <Anchor renderRoot={(props) => <Link to="/profile/sessions" {...props} />}>sessions</Anchor>
        , where you can end it at any time.
      </Text>
    </LonePage>
  );
}
