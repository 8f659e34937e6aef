import { expect, test } from '@jest/globals';
import { listOf } from '../../support/run';
import { expectAsMany, expectNoFewer, expectSameObjects } from './agreement';

const OBJECT = (name: string, labels: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  labels: ${labels}\n`;

test('order, comments and style are no difference', () => {
  const ours = listOf([OBJECT('a', '{env: prod, x: "0777"} # kept'), OBJECT('b', '{env: prod}')]);
  const theirs = listOf([OBJECT('b', '\n    env: prod'), OBJECT('a', '\n    x: "0777"\n    env: prod')]);
  expect(() => expectSameObjects('them', ours, theirs)).not.toThrow();
});

test.each([
  ['a label that differs', [OBJECT('a', '{env: test}')]],
  ['an object that lacks', []],
  ['one too many', [OBJECT('a', '{env: prod}'), OBJECT('0', '{env: prod}')]],
])('%s is found, and named', (_, theirs) => {
  const ours = listOf([OBJECT('a', '{env: prod}')]);
  expect(() => expectSameObjects('them', ours, listOf(theirs))).toThrow(
    /^them: 1 objects differ, the first one is ConfigMap \/[0a]$/,
  );
});

test('a validator that finds fewer resources valid is found', () => {
  const ours =
    'message: "checked 3 resources against Kubernetes 1.36: 2 valid, 0 invalid, 0 skipped, 1 without a schema"';
  const summary = (valid: number, invalid = 0) =>
    JSON.stringify({ resources: [], summary: { valid, invalid, errors: 0, skipped: 1 } });
  for (const valid of [1, 2]) expect(() => expectNoFewer('them', ours, summary(valid))).not.toThrow();
  expect(() => expectNoFewer('them', ours, summary(3))).toThrow('them finds 3 resources valid and 0 invalid');
  expect(() => expectNoFewer('them', ours, summary(1, 1))).toThrow('ours finds 2 valid');
});

test('an evaluator that denies other numbers of objects, or none, is found', () => {
  const ours = (warned: number) => `message: "asked 20 policies: 0 denied, ${warned} warnings, 0 for the audit log"`;
  expect(() => expectAsMany('them', ours(4), '4\n')).not.toThrow();
  expect(() => expectAsMany('them', ours(4), '5\n')).toThrow('them denies 5 objects, ours warns of 4');
  expect(() => expectAsMany('them', ours(0), '0\n')).toThrow('them denies 0 objects');
  expect(() => expectAsMany('them', '', '4\n')).toThrow('them denies 4 objects');
});
