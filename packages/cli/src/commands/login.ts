import { hostname } from 'node:os';
import { createClient, findAddress, findConnection } from '@keywright/sdk/node';
import { Command } from 'commander';
import type { Output } from '../output/output.ts';
import { answers } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';
import { signInByDeviceCode } from '../sign-in/device-code.ts';
import { type Kept, keepSession, profiles } from '../sign-in/kept-session.ts';
import { signInByLoopback } from '../sign-in/loopback.ts';
import { browserProgram, openBrowser } from '../sign-in/open-browser.ts';
import type { OpenedSession } from '../sign-in/opened-session.ts';

interface LoginOptions {
  readonly url?: string;
  readonly profile?: string;
  readonly browser: boolean;
}

/** `keywright login`. */
export const group = () =>
  new Command('login')
    .description('Sign in, in a browser or with a code')
    .option('--no-browser', 'with a code that is typed into a browser anywhere')
    .action(
      answers<LoginOptions>(async (out, options) => {
        const url = addressFor(options);
        const session = await signIn(out, url, options.browser);
        const kept = await keepOrEnd(url, session, options.profile);
        const { user, expires_at } = session;
        const { id, display_name: name, email } = user;
        await out.done(
          `Signed in to ${url} as ${name} (${email}) until ${expires_at.slice(0, 10)}.`,
          {
            ...{ url, id, name, email, expires_at, profile: kept.profile },
          },
        );
        sayWhere(out, kept);
        warnOfVariables(out, url, session.access_token);
      }),
    );

/** A session that could not be kept would go on without anybody who can use or end it. */
async function keepOrEnd(
  url: string,
  { access_token }: OpenedSession,
  profile: string | undefined,
) {
  try {
    return await keepSession(url, access_token, profile);
  } catch (error) {
    await createClient({ url, token: () => access_token })
      .signOut()
      .catch(() => undefined);
    throw error;
  }
}

async function signIn(out: Output, url: string, wantsBrowser: boolean): Promise<OpenedSession> {
  // A token in a variable has no part in this.
  const client = createClient({ url, token: () => undefined });
  const deviceName = `${hostname()} (terminal)`.slice(0, 100);
  const browser = wantsBrowser ? browserProgram() : undefined;
  if (browser !== undefined) {
    return signInByLoopback(client, { url, deviceName }, (address) => {
      out.note('Continue in your browser. If none opens, open this:');
      out.note(address);
      openBrowser(browser, address);
    });
  }
  return signInByDeviceCode(client, deviceName, (code) => {
    const minutes = Math.round(code.expires_in / 60);
    out.note(`Open ${code.verification_uri} in any browser and type this code:`);
    out.note(`  ${code.user_code}`);
    out.note(`It works for ${minutes} minutes. Waiting…`);
  });
}

/** The address given, that of the profile, else the one that commands use already. */
function addressFor({ url, profile }: LoginOptions): string {
  const known = profiles().find(({ name }) => name === profile)?.url;
  const address = url ?? known ?? (profile === undefined ? findAddress()?.value : undefined);
  if (address !== undefined) return findConnection({ url: address, token: () => undefined }).url;
  throw new Stopped(
    'usage',
    'Which server?',
    'keywright login --url https://keywright.example.com',
  );
}

function sayWhere(out: Output, { where, isSafe, profile }: Kept): void {
  if (isSafe) {
    out.note(`The session is kept in ${where} (profile ${profile}).`);
    return;
  }
  out.note(
    `No open keychain was found: the session is in a file that only you may read (${profile}):`,
  );
  out.note(`  ${where}`);
}

/** Whoever signs in expects commands to use that session from now on. */
function warnOfVariables(out: Output, url: string, session: string): void {
  try {
    const found = findConnection();
    if (found.url !== url) {
      out.note(`Commands go to ${found.url} by themselves (${found.urlFrom}): add --url ${url}.`);
    } else if (found.tokenFrom !== undefined && found.token?.() !== session) {
      out.note(
        `Commands use the token of ${found.tokenFrom}, not this session, while that is there.`,
      );
    }
  } catch (error) {
    out.note((error as Error).message);
  }
}
