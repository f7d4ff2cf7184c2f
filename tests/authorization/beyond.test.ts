import type { ResourceId } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rightsFrom } from '../../packages/server/src/plane/decide.ts';
import { oracleBeyond } from './oracle.ts';
import { givenAway, questionedSite } from './random-site.ts';
import { heldBy, holderOf, placeAsked, principalOf, scopesHeld } from './server-rule.ts';

test('what somebody may give away is what they hold there, by one grant that lasts as long', () => {
  const seen = { all: 0, notAll: 0 };
  const property = fc.property(questionedSite(20), givenAway, ({ site, questions }, given) => {
    for (const question of questions) {
      const { permissions, until } = given;
      const place = placeAsked(site, question);
      const holder = {
        ...holderOf(principalOf(site, question.principal), question.now),
        scopes: scopesHeld(site, question.token),
      };
      const loaded = new Set<ResourceId>(place.path);
      const rights = rightsFrom(holder, heldBy(site, question.principal), loaded, question.now);
      const missing = rights.beyond(permissions, place, until);
      expect(missing).toBe(oracleBeyond(site, question, given));
      seen[missing === undefined ? 'all' : 'notAll'] += 1;
    }
  });
  fc.assert(property, { numRuns: 3000 });
  expect(seen.all).toBeGreaterThan(1000);
  expect(seen.notAll).toBeGreaterThan(1000);
}, 60_000);
