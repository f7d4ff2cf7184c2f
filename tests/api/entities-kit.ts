import { expect } from 'vitest';
import type { Answer, Client } from '../kit/http-client.ts';
import { createClient } from '../kit/http-client.ts';
import type { AccessSite } from './access-kit.ts';
import { made } from './made.ts';

/** A scope as whoever makes a token writes it. */
export interface Wanted {
  readonly entity_type: string;
  readonly operation?: string;
  readonly operations?: readonly string[];
  readonly project_id?: string;
  readonly entity_id?: string;
}

let count = 0;
const next = (what: string) => `${what} ${String(++count).padStart(3, '0')}`;

/** The id of a new entity, made by a client that may. */
export async function entity(
  client: Client,
  {
    type = 'channel',
    name = next(type),
    ...more
  }: { project_id: string; type?: string; name?: string; metadata?: object },
): Promise<string> {
  return (await made(client.post('/api/v2/entities', { body: { type, name, ...more } }))).id;
}

/** The id of a registered type; registered now, unless an earlier try of the same test did. */
export async function registeredType(
  { admin }: AccessSite,
  type: string,
  operations: readonly string[],
): Promise<string> {
  const body = {
    ...{ type, title: type.replaceAll('_', ' ') },
    operations: operations.map((name) => ({ name, description: `To ${name} one.` })),
  };
  const { items } = (await admin.get('/api/v2/entity-types')).body;
  const known = items.find((one: { type: string }) => one.type === type);
  return known?.id ?? (await made(admin.post('/api/v2/entity-types', { body }))).id;
}

/** A client with a new token of who is signed in, for these scopes alone. */
export async function scopedTo(
  { server }: AccessSite,
  client: Client,
  scopes: readonly Wanted[],
): Promise<Client> {
  const body = { name: next('scoped'), access: 'scoped', scopes };
  const { created_token } = await made(client.post('/api/v2/user-tokens', { body }));
  return createClient(server.url, { headers: { 'x-platz-token': created_token } });
}

/** The names in a list, in its order, whose total is the same. */
export function namesIn({ status, body }: Answer): string[] {
  expect(status, JSON.stringify(body)).toBe(200);
  const names = body.items.map(({ name }: { name: string }) => name);
  expect(body.num_total).toBe(names.length);
  return names;
}
