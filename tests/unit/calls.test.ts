import { endpoints } from '@keywright/contract';
import { calls } from '@keywright/contract/calls';
import { expect, test } from 'vitest';
import { callTexts } from '../../scripts/calls/call-text.ts';

test('clients call by the endpoint table as it is; `npm run -s calls` writes it for them', () => {
  expect(calls).toEqual(callTexts());
  expect(Object.keys(calls)).toEqual(Object.keys(endpoints));
});
