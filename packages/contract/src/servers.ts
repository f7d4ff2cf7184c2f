import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { time } from './text.ts';

/** A server of this site, as the database knows it. */
export const server = z.object({
  id: z.uuid().describe('New with each start.'),
  name: z.string(),
  version: z.string(),
  joined_at: time,
  renewed_at: time,
  lease: z
    .enum(['held', 'lapsed'])
    .describe('Without a lease it answers nobody until it has reached the database again.'),
  lease_ends_in_ms: z.number().int().describe('0: it has lapsed.'),
  lag: z.number().int().describe('Changes that it has not acknowledged yet.'),
  verifiers: z.number().int(),
  is_this: z.boolean().describe('Whether it is the one that answers.'),
});

export const servers = z.object({
  items: z.array(server),
  database: z.object({
    engine: z.enum(['sqlite', 'postgres']),
    durable: z.boolean().describe('Whether a standby confirms each commit.'),
    head: z.number().int().describe('Changes so far, of what decisions are made of.'),
    term: z.string().describe('New after a fail-over and after a restore.'),
  }),
});

export type Server = z.output<typeof server>;
export type Servers = z.output<typeof servers>;

export const serverEndpoints = {
  listServers: endpoint({
    method: 'GET',
    path: '/api/v2/servers',
    tag: 'Server',
    summary: 'The servers of this site, their leases, and how far behind each is',
    access: { rule: 'permission', permission: 'audit_event.list' },
    effect: 'read',
    answer: { status: 200, json: servers },
  }),
};
