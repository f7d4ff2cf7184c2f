import type { Client } from '@keywright/sdk';
import { Command } from 'commander';
import { project } from '../names/look-up.ts';
import { resourceForms, resourceId } from '../names/resource.ts';
import { state, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import { exactExpiry } from '../output/times.ts';
import { asks } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';
import { readHidden } from '../terminal/hidden-input.ts';

interface Question {
  readonly permission?: string;
  readonly resource?: string;
  readonly project?: string;
  readonly audience?: string;
  readonly clientAddress?: string;
}

type Verification = Exclude<Awaited<ReturnType<Client['verify']>>, { items: unknown }>;

/** `keywright verify`: asks the server about somebody's token, as a gate does. Ends with another code where it is no good. */
export const group = () =>
  new Command('verify')
    .description('Whether a token is good, and may do something')
    .option('--permission <permission>', 'whether it may do this too, such as channel.publish')
    .option('--resource <resource>', resourceForms)
    .option('--project <project>', 'the resource has to stand in this project')
    .option('--audience <url>', 'the site it has to be for')
    .option('--client-address <ip>', 'where it was sent from')
    .addHelpText('after', '\nThe token comes on standard input: keywright verify < token.txt')
    .action(
      asks<Question>(async ({ client, out }, options) => {
        const body = { token: await readHidden('Token: '), ...(await questionOf(client, options)) };
        const answer = (await client.verify({ body })) as Verification;
        await out.one(answer, fields(answer));
        if (!answer.valid || answer.allowed === false) throw new Stopped('no', '');
      }),
    );

async function questionOf(client: Client, options: Question) {
  const { permission, resource, audience, clientAddress } = options;
  return {
    ...(permission && { permission }),
    ...(resource && { resource: await resourceId(client, resource) }),
    ...(options.project && { project: await project(client, options.project) }),
    ...(audience && { audience }),
    ...(clientAddress && { client_address: clientAddress }),
  };
}

function fields(answer: Verification): Field[] {
  const { valid, code, principal, token, expires_at, access, scopes, allowed, reason } = answer;
  const all: (Field | undefined)[] = [
    ['valid', state(valid ? 'yes' : 'no')],
    code && ['because', text(code)],
    principal && ['of', text(`${principal.name} (${principal.kind.replace('_', ' ')})`)],
    token && ['token', text(token.name)],
    token && ['id', text(token.id)],
    expires_at === undefined ? undefined : ['expires', exactExpiry(expires_at)],
    access && ['access', text(access)],
    scopes?.length
      ? ['scopes', text(scopes.map(({ permission }) => permission).join(', '))]
      : undefined,
    allowed === undefined ? undefined : ['allowed', state(allowed ? 'yes' : 'no')],
    reason && ['because', text(reason)],
  ];
  return all.filter((field) => field !== undefined);
}
