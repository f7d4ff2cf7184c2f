import { Button, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { LonePage } from '../parts/lone-page.tsx';
import { menders, ownProblems, problems, unknownProblem } from './sign-in-problem-words.ts';
import { signInAddress } from './sign-in-search.ts';

const route = getRouteApi('/sign-in-problem');

export function SignInProblemPage() {
  const { reason, code, request_id } = route.useSearch();
  const problem = code ? ownProblems[code] : reason ? problems[reason] : unknownProblem;
  return (
    <LonePage title={problem.title}>
      <Text>{problem.what}</Text>
      <Facts
        facts={[
          ['Who can mend it', menders[problem.mender]],
          ['What to do next', problem.next],
          ...(request_id
            ? [['Request id', <CopyableId key="id" id={request_id} label="request id" />] as const]
            : []),
        ]}
      />
      <Button component="a" href={signInAddress(undefined)}>
        Try again
      </Button>
    </LonePage>
  );
}
