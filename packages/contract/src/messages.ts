import { z } from 'zod';

/** The most that one message may carry, in bytes, unless the server is told otherwise. */
export const defaultMaxMessageBytes = 262_144;

const subtopic = z
  .string()
  .max(500, 'Must be at most 500 characters.')
  .refine((text) => !/[+#\0]/.test(text) && !text.split('/').includes(''), {
    error: 'Must be levels with / between them, without + and #, none of them empty.',
  })
  .describe('Below the channel’s own topic: `room/1` is m/<project>/c/<channel>/room/1.');

export const publishMessage = z.object({
  payload: z.string().describe('Text, or base64 where encoding says so.'),
  encoding: z.enum(['text', 'base64']).optional().describe('text without it.'),
  subtopic: subtopic.optional(),
  retain: z.boolean().optional().describe('Kept as the last one, for who subscribes later.'),
});
export const publishedMessage = z.object({ topic: z.string(), bytes: z.number().int() });

export const messageFilters = z.object({
  subtopic: subtopic.optional().describe('Only what is published there or below.'),
});

/** One message of a channel, as the stream tells it. */
export const channelMessage = z.object({
  topic: z.string(),
  subtopic: z.string().nullable(),
  payload: z.string(),
  encoding: z.enum(['text', 'base64']).describe('base64 where the payload is no UTF-8 text.'),
  retained: z.boolean(),
});
export type ChannelMessage = z.output<typeof channelMessage>;
