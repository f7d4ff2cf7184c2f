import { signInWithCookie } from '../kit/sign-in.ts';

/** What the examples find in their environment: the server and a token there. One of them revokes the `nightly build`. */
export async function callerOf(url: string): Promise<Record<string, string>> {
  const person = await signInWithCookie(url, { email: 'member@example.test' });
  const tokenNamed = async (name: string): Promise<string> =>
    (await person.post('/api/v2/user-tokens', { body: { name } })).body.created_token;
  await tokenNamed('nightly build');
  return { KEYWRIGHT_URL: url, KEYWRIGHT_TOKEN: await tokenNamed('examples') };
}
