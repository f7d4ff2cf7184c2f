import { z } from 'zod';

/** Platz's `ServerInfo`. */
export const serverInfo = z.object({ version: z.string() });
