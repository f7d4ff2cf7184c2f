import type { Session } from '@keywright/sdk';
import { clientWords } from '../parts/client-words.ts';

/** Where a session is: the machine of a terminal, else the program that opened it. */
export const sessionWords = ({
  device_name,
  user_agent,
}: Pick<Session, 'device_name' | 'user_agent'>): string =>
  device_name === null ? clientWords(user_agent) : `Terminal on ${device_name}`;
