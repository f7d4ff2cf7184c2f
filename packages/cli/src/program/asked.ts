import type { Client, Receipt } from '@keywright/sdk';
import { createClient } from '@keywright/sdk/node';
import type { Command } from 'commander';
import { createOutput, type Output } from '../output/output.ts';
import { confirm } from '../terminal/confirm.ts';
import { withProgress } from '../terminal/progress.ts';
import { AskedInVain } from './asked-in-vain.ts';
import { connect } from './connect.ts';
import type { GlobalOptions } from './global-options.ts';
import { sayReceipt } from './say-receipt.ts';

/** What a command works with that asks the server. */
export interface Asked {
  readonly client: Client;
  readonly out: Output;
  /** The address of the server, without a slash at its end. */
  readonly url: string;
  /** The token or session that is sent; undefined: none is. */
  credential(): Promise<string | undefined>;
  /** Asks before what cannot be undone, unless `--yes` was given. Throws where the answer is not yes. */
  confirm(question: string): Promise<void>;
}

type Run<O> = (asked: Asked, options: O, ...args: string[]) => Promise<void>;

/** The action of a command that asks the server. Variadic arguments come one by one. */
export function asks<O = Record<never, never>>(run: Run<O>) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions & O>();
    const out = outputOf(options);
    const { url, credential } = await connect(options);
    const receipts: [Receipt, string][] = [];
    const client = createClient({
      url,
      token: credential,
      fetch: patientFetch,
      onReceipt: (receipt, endpoint) => receipts.push([receipt, endpoint]),
    });
    const asked: Asked = {
      client,
      out,
      url,
      credential,
      confirm: (question) => confirm(question, options.yes === true),
    };
    try {
      await run(asked, options, ...(given.slice(0, -2).flat() as string[]));
    } catch (error) {
      throw new AskedInVain(error, url, credential);
    }
    for (const [receipt, endpoint] of receipts) sayReceipt(out, receipt, endpoint);
  };
}

/** Says what takes long: an answer, or every server's word that a change has reached it. */
const patientFetch: typeof fetch = (input, init) => {
  const isRead = init?.method === 'GET';
  const what = isRead ? 'Waiting for the answer' : 'Waiting for every server';
  return withProgress(what, fetch(input, init));
};

/** The action of a command that needs no server. */
export function answers<O = Record<never, never>>(
  run: (out: Output, options: GlobalOptions & O, ...args: string[]) => Promise<void>,
) {
  return async (...given: unknown[]): Promise<void> => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions & O>();
    await run(outputOf(options), options, ...(given.slice(0, -2).flat() as string[]));
  };
}

const outputOf = ({ json, output }: GlobalOptions): Output =>
  createOutput(json ? 'json' : (output ?? 'table'));
