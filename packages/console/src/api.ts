import { createClient } from '@keywright/sdk';
import { noteReceipt } from './parts/receipts.ts';

/** The API of the server these pages came from. The session cookie says who is asking. */
export const api = createClient({ retries: 0, onReceipt: noteReceipt });
