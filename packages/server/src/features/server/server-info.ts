import { endpoints } from '@keywright/contract';
import { readOperation } from '../../request/operation.ts';

export const serverInfoOperation = (version: string) =>
  readOperation(endpoints.serverInfo, { run: async () => ({ version }) });
