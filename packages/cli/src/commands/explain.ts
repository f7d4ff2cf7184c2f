import { Command } from 'commander';
import { state, text } from '../output/cell.ts';
import { answers } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';
import { readHidden } from '../terminal/hidden-input.ts';

const kinds = {
  user: 'a personal access token',
  service_account: 'a token of a service account',
  deployment: 'a token of a deployment',
  foreign: 'an imported token: its text says nothing of its kind, and has no checksum',
} as const;

/** `keywright explain`: what a token's text alone says. Asks nobody, so also for tokens of sites that are away. */
export const group = () =>
  new Command('explain')
    .description('What a token is, from its text alone. Asks no server')
    .addHelpText('after', '\nThe token comes on standard input: keywright explain < token.txt')
    .action(
      answers(async (out) => {
        const token = await readHidden('Token: ');
        const { parseToken } = await import('@keywright/sdk');
        const parsed = parseToken(token);
        if (parsed === undefined) {
          await out.one({ is_token: false }, [
            ['token', state('no')],
            [
              'because',
              text('Its form or checksum is wrong: it was cut off, mistyped, or made up.'),
            ],
          ]);
          throw new Stopped('no', '');
        }
        const { kind, id } = parsed;
        const checksum = kind === 'foreign' ? null : 'good';
        await out.one({ is_token: true, kind, id, checksum }, [
          ['token', state('yes')],
          ['kind', text(kinds[kind])],
          ['id', text(id)],
          ['checksum', text(checksum ?? 'none')],
        ]);
        out.note('Only the server knows whether it is active: keywright verify');
      }),
    );
