import { parseToken } from '@keywright/sdk';

/** Whether to look names up by a text: long enough to narrow, and no token, which is never sent anywhere. */
export const isWord = (text: string): boolean => text.length > 1 && !parseToken(text);
