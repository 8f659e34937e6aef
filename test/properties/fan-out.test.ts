import { describe, expect, test } from '@jest/globals';
import { setTargetSite } from '../../functions/set-target-site/function';
import { fc } from '../support/fast-check';
import { configMap, type Data, run, withConfig } from '../support/run';
import { packageWithoutSite } from './packages';

/** Mode fan-out over generated packages: what is promised of every function, and that it makes what mode site makes. */

const RUNS = { numRuns: 150 };
const FAN_OUT = configMap({ mode: 'fan-out' });

const itemsOf = (list: string) => list.slice(0, list.search(/\n(?:functionConfig|results):/));
const annotationsOf = (item: Data): Record<string, string> => item.metadata.annotations ?? {};
const isApplied = (item: Data) =>
  annotationsOf(item)['config.kubernetes.io/local-config'] === undefined &&
  !item.apiVersion.startsWith('intent.nephio.org/') &&
  item.kind !== 'Kptfile';

/** An object for a cluster without its place and its maker. */
function bare(item: Data): Data {
  const copy = structuredClone(item);
  for (const key of Object.keys(copy.metadata.annotations))
    if (/^config\.kubernetes\.io\/(?:path|index)$|^intent\.nephio\.org\/(?:generated-by|role|source)$/.test(key))
      delete copy.metadata.annotations[key];
  return copy;
}

describe('mode fan-out', () => {
  test('is deterministic, and a second run changes no item', () => {
    fc.assert(
      fc.property(packageWithoutSite, list => {
        const once = run(setTargetSite, withConfig(list, FAN_OUT));
        expect(once).toMatchObject({ exitCode: 0, stderr: '' });
        expect(run(setTargetSite, withConfig(list, FAN_OUT)).stdout).toBe(once.stdout);
        const items = `${itemsOf(once.stdout)}\n`;
        expect(`${itemsOf(run(setTargetSite, withConfig(items, FAN_OUT)).stdout)}\n`).toBe(items);
      }),
      RUNS,
    );
  });

  test.each(['edge1', 'edge2'])('gives %s the objects that its own package would have', site => {
    fc.assert(
      fc.property(packageWithoutSite, list => {
        const { items } = run(setTargetSite, withConfig(list, FAN_OUT));
        const copies = items.filter(item =>
          annotationsOf(item)['config.kubernetes.io/path']?.startsWith(`${site}-config/`),
        );
        const own = run(setTargetSite, withConfig(list, configMap({ site }))).items.filter(isApplied);
        const byName = (a: Data, b: Data) => (a.metadata.name < b.metadata.name ? -1 : 1);
        expect(copies.map(bare).sort(byName)).toEqual(own.map(bare).sort(byName));
        expect(
          items.filter(
            item => isApplied(item) && annotationsOf(item)['intent.nephio.org/generated-by'] !== 'set-target-site',
          ),
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  test('keeps every object of the package: only the marks of a template come', () => {
    fc.assert(
      fc.property(packageWithoutSite, list => {
        const { items } = run(setTargetSite, withConfig(list, FAN_OUT));
        const before = run(setTargetSite, list).items;
        expect(items.slice(1, before.length).map(unmarked)).toEqual(before.slice(1).map(unmarked));
      }),
      RUNS,
    );
  });
});

function unmarked(item: Data): Data {
  const copy = structuredClone(item);
  delete copy.metadata.annotations['config.kubernetes.io/local-config'];
  delete copy.metadata.annotations['intent.nephio.org/parked'];
  return copy;
}
