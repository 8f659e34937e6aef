import { expect, test } from '@jest/globals';
import type { KubernetesObject } from 'kpt-functions';
import { evaluateKptFunc } from '../../lib/krm/sdk/evaluate';
import { YamlDocument } from '../../lib/yaml/document';
import { fc } from '../support/fast-check';
import type { Data } from '../support/run';
import { kptFunc } from '../support/sdk';
import { packageText } from './packages';

/** What an SDK function may do to its objects, in any order and anywhere: the list then holds just that (P1, P2). */

/** The objects of a list, by name: the names of generated packages are unique. */
function objectsOf(list: string): Map<string, Data> {
  const document = new YamlDocument(Buffer.from(list));
  const items = document.get(document.root, ['items']) as Data[];
  return byName(items);
}

function byName(objects: readonly Data[]): Map<string, Data> {
  return new Map(objects.map(object => [`${object.kind} ${object.metadata.name}`, object]));
}

/** The collections inside a value. */
function collectionsIn(value: unknown): Data[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(collectionsIn)];
}

/** Edits one collection of an object, as the numbers say. */
function edit(object: KubernetesObject, [where, what, which]: readonly [number, number, number]): void {
  const collections = collectionsIn({
    ...object,
    apiVersion: '',
    kind: '',
    metadata: object.metadata.labels ?? {},
  }).slice(1);
  const collection = collections[where % Math.max(collections.length, 1)];
  if (Array.isArray(collection)) {
    const i = which % (collection.length + 1);
    const change = [
      () => collection.splice(i, 1),
      () => collection.push({ name: 'new', value: ['x', 1.5, null] }, 'text\nof lines\n'),
      () => collection.reverse(),
      () => collection.splice(i, 1, { name: 'b', image: 'other' }),
    ][what % 4];
    change?.();
  } else if (collection) {
    const keys = Object.keys(collection);
    const key = keys[which % (keys.length + 1)] ?? 'added';
    if (what % 3 === 0) delete collection[key];
    else collection[key] = what % 3 === 1 ? { nested: [], value: '0777' } : 'yes';
  }
}

const numbers = fc.tuple(fc.nat(), fc.nat(), fc.nat());

test('a function that does nothing gives back the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(packageText, async list => {
      const { stdout, stderr } = await evaluateKptFunc(
        kptFunc(() => {}),
        Buffer.from(list),
      );
      expect([stderr, stdout.toString()]).toEqual(['', list]);
    }),
    { numRuns: 100 },
  );
});

test('a function that edits anything anywhere: what comes out is what it left, and comes out again', async () => {
  await fc.assert(
    fc.asyncProperty(packageText, fc.array(numbers, { minLength: 1, maxLength: 8 }), async (list, edits) => {
      let left: Map<string, Data> = new Map();
      const editing = kptFunc(configs => {
        const objects = configs.getAll();
        edits.forEach((numbers, i) => {
          const object = objects[(numbers[2] + i) % objects.length];
          if (object) edit(object, numbers);
        });
        left = byName(configs.getAll().map(object => structuredClone(object)));
      });
      const { stdout, stderr } = await evaluateKptFunc(editing, Buffer.from(list));
      expect(stderr).toBe('');
      expect(objectsOf(stdout.toString())).toEqual(left);
      const again = await evaluateKptFunc(
        kptFunc(() => {}),
        stdout,
      );
      expect(again.stdout.toString()).toBe(stdout.toString());
    }),
    { numRuns: 300 },
  );
});
