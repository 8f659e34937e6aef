import { expect, test } from '@jest/globals';
import { listOf } from '../../support/run';
import { expectSameCounts, expectSameObjects } from './agreement';

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
  const summary = (valid: number) =>
    JSON.stringify({ resources: [], summary: { valid, invalid: 0, errors: 0, skipped: 1 } });
  expect(() => expectSameCounts('them', ours, summary(2))).not.toThrow();
  expect(() => expectSameCounts('them', ours, summary(1))).toThrow('them finds 1 resources valid, ours finds 2');
});
