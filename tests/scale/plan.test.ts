import { expect, test } from 'vitest';
import { postgresPlan, sqlitePlan } from './plan.ts';

test.each([
  ['SEARCH t USING INDEX i (a=?)', ['look-up']],
  ['SEARCH t USING INTEGER PRIMARY KEY (rowid=?)', ['look-up']],
  ['SCAN s VIRTUAL TABLE INDEX 0:M1', ['look-up']],
  ['SCAN s VIRTUAL TABLE INDEX 0:', ['scan']],
  ['SCAN t USING COVERING INDEX i', ['walk']],
  ['SCAN t', ['scan']],
  ['SCAN 2-ROW VALUES CLAUSE', []],
  ['LIST SUBQUERY 1', []],
])('SQLite: %s', (detail, hows) => {
  expect(sqlitePlan([{ detail }]).accesses.map(({ how }) => how)).toEqual(hows);
});

test('SQLite: what a named subquery found is no table', () => {
  const details = ['CO-ROUTINE found', 'SEARCH t USING INDEX i (a=?)', 'SCAN found', 'SCAN other'];
  const { accesses } = sqlitePlan(details.map((detail) => ({ detail })));
  expect(accesses.map(({ how }) => how)).toEqual(['look-up', 'scan']);
});

test.each([
  ['USE TEMP B-TREE FOR ORDER BY', true],
  ['USE TEMP B-TREE FOR LAST TERM OF ORDER BY', true],
  ['USE TEMP B-TREE FOR DISTINCT', false],
])('SQLite: %s', (detail, sorts) => {
  expect(sqlitePlan([{ detail }]).sorts).toBe(sorts);
});

const explained = (plan: unknown) => postgresPlan([{ 'QUERY PLAN': [{ Plan: plan }] }]);

test.each([
  [{ 'Node Type': 'Seq Scan', 'Relation Name': 't' }, 'scan'],
  [{ 'Node Type': 'Index Scan', 'Index Name': 'i' }, 'walk'],
  [{ 'Node Type': 'Index Only Scan', 'Index Name': 'i', 'Index Cond': '(a = 1)' }, 'look-up'],
])('PostgreSQL: %j below another node', (leaf, how) => {
  const { accesses, sorts } = explained({ 'Node Type': 'Limit', Plans: [leaf] });
  expect(accesses.map((one) => one.how)).toEqual([how]);
  expect(sorts).toBe(false);
});

test('PostgreSQL: a sort is seen wherever it is', () => {
  const leaf = { 'Node Type': 'Index Scan', 'Index Name': 'i', 'Index Cond': '(a = 1)' };
  const sort = { 'Node Type': 'Incremental Sort', Plans: [leaf] };
  expect(explained({ 'Node Type': 'Limit', Plans: [sort] }).sorts).toBe(true);
});
