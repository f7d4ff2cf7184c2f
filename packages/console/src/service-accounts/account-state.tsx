import type { ServiceAccount } from '@keywright/sdk';
import { StateWord } from '../parts/state-word.tsx';

const states = { enabled: 'Enabled', disabled: 'Disabled', expired: 'Expired' } as const;

export function AccountState({ account }: { readonly account: Pick<ServiceAccount, 'state'> }) {
  return <StateWord state={states[account.state]} />;
}
