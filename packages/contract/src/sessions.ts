import { z } from 'zod';
import { sessionId, userId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { time } from './text.ts';

export const session = z.object({
  id: sessionId,
  user_id: userId,
  via: z.enum(['browser', 'api']).describe('Which of the two sign-ins opened it.'),
  device_name: z
    .string()
    .nullable()
    .describe('The machine a program was signed in on, as it says. Null: not from a terminal.'),
  created_at: time,
  expires_at: time,
  last_used_at: time.nullable(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
  is_current: z.boolean().describe('Whether this request came with it.'),
});
export type Session = z.output<typeof session>;

export const sessionPage = pageOfItems(session);

export const sessionFilters = z.object({
  ...paging,
  user_id: userId.optional().describe('Your own without it. Others: site administrators.'),
});

export const endSessions = z.object({
  user_id: userId.optional().describe('Your own without it. Others: site administrators.'),
  spare_current: z
    .boolean()
    .optional()
    .describe('Keeps the session this request came with. False without it.'),
});
export const endedSessions = z.object({ ended: z.number().int() });
