import { endpoints, type ServerInfo } from '@keywright/contract';
import { readOperation } from '../../request/operation.ts';

export const serverInfoOperation = (info: ServerInfo) =>
  readOperation(endpoints.serverInfo, { run: async () => info });
