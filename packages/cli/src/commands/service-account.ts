import { accountGroup } from './account.ts';

/** `keywright service-account`. */
export const group = () => accountGroup('service-account');
