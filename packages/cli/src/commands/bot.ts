import { accountGroup } from './account.ts';

/** `keywright bot`. */
export const group = () => accountGroup('bot');
