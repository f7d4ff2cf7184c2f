import { expect, test } from 'vitest';
import { EventQueue } from './event-queue.ts';

async function all<T>(queue: EventQueue<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of queue) items.push(item);
  return items;
}

test('what is pushed is read in its order, before the reader comes and after', async () => {
  const queue = new EventQueue('resync');
  queue.push('one');
  const reading = all(queue);
  queue.push('two');
  await Promise.resolve();
  queue.push('three');
  queue.end();
  expect(await reading).toEqual(['one', 'two', 'three']);
});

test('nothing comes after the end', async () => {
  const queue = new EventQueue('resync');
  queue.push('one');
  queue.end();
  queue.push('two');
  expect(await all(queue)).toEqual(['one']);
});

test('a reader who is too slow is told once to look at everything again, and hears what came after', async () => {
  const queue = new EventQueue<number | 'resync'>('resync');
  for (let n = 1; n <= 1200; n++) queue.push(n);
  queue.end();
  const items = await all(queue);
  expect(items[0]).toBe('resync');
  expect(items.filter((item) => item === 'resync')).toHaveLength(1);
  expect(items.length).toBeLessThanOrEqual(501);
  expect(items.at(-1)).toBe(1200);
});
