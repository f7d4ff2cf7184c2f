import { z } from 'zod';

/** Platz's `StartGoogleLoginResponse`. */
export const startedSignIn = z.object({ redirect_url: z.string() });
/** Platz's `OAuth2Response`: the code that the provider gave to the redirect address. */
export const finishSignIn = z.object({ auth_code: z.string().min(1).max(4096) });
/** Platz's `FinishGoogleLoginResponse`: a session to send as `Authorization: Bearer`. */
export const finishedSignIn = z.object({ access_token: z.string() });

/** What the sign-in page needs to know before anyone is signed in. */
export const signInOptions = z.object({
  provider_name: z.string(),
  is_development: z.boolean(),
});
export type SignInOptions = z.output<typeof signInOptions>;
