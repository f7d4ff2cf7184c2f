import { createClient, findConnection, KeywrightError } from '@keywright/sdk/node';
import { Command } from 'commander';
import type { Output } from '../output/output.ts';
import { answers } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';
import { forgetSession, keptSession } from '../sign-in/kept-session.ts';

/** `keywright logout`: also where the server is away, so that nothing is left on a machine that is given on. */
export const group = () =>
  new Command('logout').description('End the session and forget it').action(
    answers(async (out, { url: address, profile }) => {
      const { url } = findConnection({ url: address, profile, token: () => undefined });
      const session = await keptSession(url);
      if (session === undefined) {
        throw new Stopped('unauthenticated', `You are not signed in to ${url} with a session.`);
      }
      await endOnServer(out, url, session);
      await forgetSession(url);
      await out.done(`Signed out of ${url}.`, { url });
    }),
  );

async function endOnServer(out: Output, url: string, session: string): Promise<void> {
  try {
    await createClient({ url, token: () => session }).signOut();
  } catch (error) {
    if (!(error instanceof KeywrightError)) throw error;
    if (error.status === 401) return;
    out.note(
      `${error.message} The session is forgotten here, but may go on there until it expires.`,
    );
  }
}
