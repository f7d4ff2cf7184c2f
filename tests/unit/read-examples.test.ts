import { expect, test } from 'vitest';
import { readExamples } from '../docs/read-examples.ts';

const page = (...lines: string[]) => readExamples('page.md', lines.join('\n'));

test('an example is what stands in a fence, with what the comments right before it say', () => {
  const found = page(
    '# Title',
    '<!-- prints: pong -->',
    '<!-- ends with: 3 -->',
    '```sh',
    'ping',
    '```',
    '',
    '   ```js api.js',
    '   serve();',
    '   ```',
  );
  expect(found).toEqual([
    {
      ...{ page: 'page.md', line: 4, language: 'sh', code: 'ping\n' },
      marks: { prints: 'pong', 'ends with': '3' },
    },
    { page: 'page.md', line: 8, language: 'js', file: 'api.js', code: 'serve();\n', marks: {} },
  ]);
});

test('settings and what is printed are no examples', () => {
  expect(page('```ini', 'A=1', '```', '```text', 'done', '```')).toEqual([]);
});

test.each([
  ['a fence that says no language', ['```', 'ls', '```']],
  ['one of a language that nobody knows', ['```perl', 'ls', '```']],
  ['one that does not end', ['```sh', 'ls']],
  ['a mark that nobody knows', ['<!-- skip: later -->', '```sh', 'ls', '```']],
  ['a command that hides from being run', ['', '    curl https://keys.example.com']],
])('%s is refused', (_, lines) => {
  expect(() => page(...lines)).toThrow(/^page\.md:\d+: /);
});
