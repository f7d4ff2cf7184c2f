import { z } from 'zod';

/** Platz's `ServerInfo`, and what Keywright adds to it. */
export const serverInfo = z.object({
  version: z.string(),
  mqtt: z
    .object({
      port: z.number().int().nullable().describe('Null: over WebSocket alone.'),
      tls: z.boolean().describe('Whether that port takes TLS, and nothing else.'),
      path: z.string().describe('Of MQTT over WebSocket, where this is.'),
    })
    .describe('Where messages are published and heard.'),
});
export type ServerInfo = z.output<typeof serverInfo>;
