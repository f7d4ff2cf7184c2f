import { expect } from 'vitest';
import type { Answer, Client } from '../kit/http-client.ts';
import { type AccountsSite, tokens as accountTokens } from './accounts-kit.ts';

type Input = Record<string, unknown>;

export interface MadeToken {
  readonly id: string;
  readonly created_token: string;
  readonly [field: string]: unknown;
}

/** Tokens of a person, or of a service account: what is promised of one is promised of the other. */
export interface KindOfToken {
  readonly kind: 'user_token' | 'service_account_token';
  readonly path: string;
  /** A token of the same owner each time. */
  make(body?: Input): Promise<MadeToken>;
  /** Does something to one of them, as somebody who may: `rotate`. */
  does(what: string, id: string, body?: Input, headers?: Input): Promise<Answer>;
  read(id: string): Promise<Answer>;
}

export const userTokens = '/api/v2/user-tokens';

export async function kindsOfTokens(site: AccountsSite): Promise<KindOfToken[]> {
  const person = await site.server.as('member@example.test');
  const account: string = (await site.newAccount()).id;
  const kindOf = (
    kind: KindOfToken['kind'],
    path: string,
    { by, owner }: { by: Client; owner: Input },
  ): KindOfToken => ({
    kind,
    path,
    make: (body) => site.made(path, { ...owner, ...body }, by),
    does: (what, id, body, headers) =>
      by.post(`${path}/${id}/${what}`, {
        ...(body && { body }),
        ...(headers && { headers: headers as Record<string, string> }),
      }),
    read: (id) => by.get(`${path}/${id}`),
  });
  return [
    kindOf('user_token', userTokens, { by: person, owner: {} }),
    kindOf('service_account_token', accountTokens, {
      by: site.admin,
      owner: { service_account_id: account },
    }),
  ];
}

/** What the record says last of a token. */
export async function lastEvent({ admin }: AccountsSite, id: string): Promise<Answer['body']> {
  const { body } = await admin.get(`/api/v2/audit-events?target_id=${id}`);
  return body.items[0];
}

export async function expectLives({ me }: AccountsSite, text: string): Promise<void> {
  const { status, body } = await me(text);
  expect(status, JSON.stringify(body)).toBe(200);
}
