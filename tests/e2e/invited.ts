import { randomUUID } from 'node:crypto';
import type { Client } from '../kit/http-client.ts';
import { signInWithCookie } from '../kit/sign-in.ts';

export interface Invited {
  readonly id: string;
  readonly email: string;
}

export const adminOf = (url: string): Promise<Client> =>
  signInWithCookie(url, { email: 'admin@example.test' });

/** A person of this test's own, entered by the administrator before their first sign-in. */
export async function invite(
  url: string,
  more: { readonly is_admin?: boolean; readonly is_active?: boolean } = {},
): Promise<Invited> {
  const email = `${randomUUID().slice(0, 8)}@example.test`;
  const admin = await adminOf(url);
  const { status, body } = await admin.post('/api/v2/users', { body: { email, ...more } });
  if (status !== 201) throw new Error(`Inviting ended with ${JSON.stringify(body)}`);
  return { id: body.id, email };
}
