import type { UserId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';

export const userResource = (id: UserId) => onSite('user', id);
