import fc from 'fast-check';
import { expect, test } from 'vitest';
import { profilesOf, withoutProfile, withProfile } from './profiles.ts';

const mine = `# Mine, by hand.
output = "yaml"

[profile.prod] # the real one
url = 'https://prod.example.com'
# renewed in May
token = "old"

[other]
list = [
  1,
]
`;

test('a change of one profile leaves all else as it was', () => {
  const changed = withProfile(mine, 'prod', { token: 'new', default_profile: true });
  expect(changed).toBe(
    mine
      .replace('token = "old"\n', '')
      .replace('# the real one\n', '# the real one\ntoken = "new"\ndefault_profile = true\n'),
  );
  expect(withProfile(changed, 'prod', { token: null })).not.toContain('token =');
  const added = withProfile(mine, 'two words', { url: 'https://two.example.com' });
  expect(added).toBe(`${mine}\n[profile."two words"]\nurl = "https://two.example.com"\n`);
  expect(withoutProfile(added, 'prod')).not.toContain('prod.example.com');
  expect(withoutProfile(added, 'prod')).toContain('[other]\nlist = [');
});

test('whatever is written is read again', () => {
  const name = fc.string({ minLength: 1, maxLength: 12 });
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const entry = fc.record({ url: text, token: text });
  fc.assert(
    fc.property(fc.dictionary(name, entry, { maxKeys: 4 }), (profiles) => {
      const entries = Object.entries(profiles);
      const toml = entries.reduce((all, [key, values]) => withProfile(all, key, values), '');
      const read = profilesOf(toml, 'the file');
      expect(read).toEqual(
        entries.map(([key, values]) => ({ name: key, ...values, isDefault: false })),
      );
      const without = entries.reduce((all, [key]) => withoutProfile(all, key), toml);
      expect(profilesOf(without, 'the file')).toEqual([]);
    }),
  );
});
