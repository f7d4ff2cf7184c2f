import { endpoints, listedEntityTypes } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';

export const listEntityTypesOperation = () =>
  readOperation(endpoints.listEntityTypes, {
    run: async () => ({ items: listedEntityTypes }),
  });
