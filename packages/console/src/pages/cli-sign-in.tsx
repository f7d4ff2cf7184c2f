import type { CliSignInRequest, SignInDecision } from '@keywright/sdk';
import { Code, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { api } from '../api.ts';
import { Facts } from '../parts/facts.tsx';
import { LonePage } from '../parts/lone-page.tsx';
import { cliRequestIn } from '../program-sign-in/cli-request.ts';
import { DecideButtons } from '../program-sign-in/decide-buttons.tsx';
import { OwnProgramsOnly } from '../program-sign-in/own-programs-only.tsx';
import { useProfile } from '../queries/profile.ts';

const route = getRouteApi('/signed-in-alone/auth/cli');

/** Where a person lets in a program that runs on the machine of this browser. */
export function CliSignInPage() {
  const asked = cliRequestIn(route.useSearch());
  return asked ? <Decision asked={asked} /> : <NotWhole />;
}

function Decision({ asked }: { readonly asked: CliSignInRequest }) {
  const { user } = useProfile();
  const deciding = useMutation({
    mutationFn: (decision: SignInDecision) => api.decideCliSignIn({ body: { ...asked, decision } }),
    // The server made the address: on this machine, whatever stood in the link. Not to be come back to.
    onSuccess: ({ redirect_to }) => location.replace(redirect_to),
  });
  if (deciding.isSuccess) return <OnTheWay asked={asked} decision={deciding.variables} />;
  return (
    <LonePage title="Let keywright sign in as you?" tabTitle="Sign keywright in">
      <Facts
        facts={[
          ['Machine', `“${asked.device_name}”, as the program says`],
          ['Sent to', `${new URL(asked.redirect_uri).host}: a program on this machine`],
          ['You are', `${user.display_name} (${user.email})`],
        ]}
      />
      <OwnProgramsOnly title="Only if you started it yourself, just now">
        Did you run <Code>keywright login</Code> on this machine? The program will act as you, for
        seven days or until you sign it out. Refuse what you did not start.
      </OwnProgramsOnly>
      <DecideButtons
        pending={deciding.isPending ? deciding.variables : undefined}
        error={deciding.error}
        onDecide={deciding.mutate}
      />
    </LonePage>
  );
}

interface OnTheWayProps {
  readonly asked: CliSignInRequest;
  readonly decision: SignInDecision;
}

/** Seen for a moment; or for longer where the program is gone, so that nothing answers there. */
function OnTheWay({ asked, decision }: OnTheWayProps) {
  return (
    <LonePage title="Go back to your terminal">
      <Text role="status">
        {decision === 'approve'
          ? `The program on “${asked.device_name}” takes it from here.`
          : `The program on “${asked.device_name}” was refused.`}
      </Text>
    </LonePage>
  );
}

function NotWhole() {
  return (
    <LonePage title="This link is not whole">
      <Text>
        It does not say what a program has to say that asks you to sign it in. Run{' '}
        <Code>keywright login</Code> again, and open the link that it prints.
      </Text>
      <Text size="sm" c="dimmed">
        Where the browser is on another machine, run <Code>keywright login --no-browser</Code>.
      </Text>
    </LonePage>
  );
}
