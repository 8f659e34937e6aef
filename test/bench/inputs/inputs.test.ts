import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../../tools/images/names';
import { PLANS } from '../plan';
import { FUNCTION_INPUTS } from './function-inputs';
import { packageFiles } from './package-files';

test('every function has something to do', () => {
  expect(Object.keys(FUNCTION_INPUTS)).toEqual(functionNames());
});

describe('a package', () => {
  const objects = (files: Map<string, string>) => [...files.values()].join('---\n').split('---\n');

  test('has as many objects as are asked for, ten in a file, and each name once', () => {
    const files = packageFiles('resources', 25);
    expect([...files.keys()]).toEqual(['r0.yaml', 'r10.yaml', 'r20.yaml']);
    const names = objects(files).map(text => /^kind: (.*)$[\s\S]*?^ {2}name: (.*)$/m.exec(text)?.slice(1).join(' '));
    expect(new Set(names).size).toBe(25);
  });

  test('goes on where another one ends', () => {
    const [first, second] = [packageFiles('intents', 20), packageFiles('intents', 20, 20)];
    expect([...first, ...second]).toEqual([...packageFiles('intents', 40)]);
  });

  test('has an intent in the place of every tenth resource', () => {
    expect(objects(packageFiles('intents', 100)).filter(text => text.includes('kind: Intent\n'))).toHaveLength(10);
    expect(objects(packageFiles('resources', 100)).filter(text => text.includes('kind: Intent\n'))).toHaveLength(0);
  });

  test('may be empty', () => {
    expect(packageFiles('resources', 0).size).toBe(0);
  });
});

test('what is published has enough runs to take a median of', () => {
  const { lists, largest, pipelines } = PLANS.full ?? { lists: [], pipelines: [] };
  const rounds = Object.fromEntries(
    [...lists, ...(largest ? [largest] : [])].map(size => [size.resources, size.rounds]),
  );
  expect(rounds[0]).toBeGreaterThanOrEqual(25);
  for (const resources of [100, 1_000]) expect(rounds[resources]).toBeGreaterThanOrEqual(15);
  expect(rounds[10_000]).toBeGreaterThanOrEqual(7);
  expect(rounds[100_000]).toBeGreaterThanOrEqual(3);
  for (const size of pipelines) expect(size.rounds).toBeGreaterThanOrEqual(5);
});
