import { KeywrightError } from '@keywright/sdk';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { fieldErrors } from '../parts/field-errors.ts';
import { LonePage } from '../parts/lone-page.tsx';
import { DeviceDecision } from '../program-sign-in/device-decision.tsx';
import { UserCodeForm } from '../program-sign-in/user-code-form.tsx';
import { deviceSignInQuery } from '../queries/device-sign-in.ts';

const route = getRouteApi('/signed-in-alone/device');

/** Where a person lets in a program that runs elsewhere, by the code it shows. */
export function DevicePage() {
  const { user_code } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...deviceSignInQuery(user_code ?? ''), enabled: !!user_code });
  const { data, error, isLoading, isFetching } = query;
  if (data && user_code) return <DeviceDecision key={data.user_code} asking={data} />;
  const look = (code: string) => {
    if (code === user_code) return void query.refetch();
    void navigate({ search: { user_code: code }, replace: true });
  };
  const ofCode = codeError(error);
  return (
    <LonePage title="Sign a program in">
      {isLoading ? (
        <Skeleton height={140} aria-label="Looking for the program" />
      ) : (
        <>
          {error && !ofCode && <ErrorPanel error={error} />}
          <UserCodeForm
            key={user_code}
            typed={user_code}
            error={ofCode}
            isLooking={isFetching}
            onCode={look}
          />
        </>
      )}
    </LonePage>
  );
}

/** What is wrong with the code itself, for its field. */
function codeError(error: unknown): string | undefined {
  if (!(error instanceof KeywrightError)) return undefined;
  return error.code === 'not_found' ? error.message : fieldErrors(error)['user_code'];
}
