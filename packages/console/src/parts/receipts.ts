import type { Receipt } from '@keywright/sdk';

let last: Receipt | undefined;

/** Told by the API of what each change waited for. */
export function noteReceipt(receipt: Receipt): void {
  last = receipt;
}

/** Does something, and tells what it waited for last; undefined: it took nothing away. One act at a time. */
export async function receiptOf(act: () => Promise<unknown>): Promise<Receipt | undefined> {
  last = undefined;
  await act();
  return last;
}

/** "In force on 3 servers and 2 verifiers after 12 ms." */
export function receiptWords({ servers, verifiers, took_ms, lapsed = [] }: Receipt): string {
  const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const heard = verifiers > 0 ? ` and ${counted(verifiers, 'verifier')}` : '';
  const waited = lapsed.length > 0 ? ` Waited until ${lapsed.join(', ')} could not answer.` : '';
  return `In force on ${counted(servers, 'server')}${heard} after ${took_ms} ms.${waited}`;
}
