import { z } from 'zod';

/** Platz's `StartGoogleLoginResponse`. */
export const startedSignIn = z.object({
  redirect_url: z.string().describe('At the provider; good for ten minutes.'),
});
/** Platz's `OAuth2Response`: the code that the provider gave to the redirect address. */
export const finishSignIn = z.object({
  auth_code: z.string().min(1).max(4096).describe('The code parameter of the redirect.'),
});
/** Platz's `FinishGoogleLoginResponse`: a session to send as `Authorization: Bearer`. */
export const finishedSignIn = z.object({
  access_token: z.string().describe('Seven days, or until the session is ended.'),
});

/** What the sign-in page needs to know before anyone is signed in. */
export const signInOptions = z.object({
  provider_name: z.string().describe('What people call it: “Google”.'),
  is_development: z.boolean().describe('Whether it is the sign-in without passwords.'),
});
export type SignInOptions = z.output<typeof signInOptions>;
