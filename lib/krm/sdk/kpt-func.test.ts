import { describe, expect, test } from '@jest/globals';
import { Configs, type KubernetesObject } from 'kpt-functions';
import { setLabels } from '../../../functions/set-labels/kpt-func';
import { configMap, type Data, listOf } from '../../../test/support/run';
import { readBySdk, writeBySdk } from '../../../test/support/sdk';
import { yaml } from '../../../test/support/yaml';
import type { KrmFunction } from '../function';
import type { Report } from '../report';
import type { ResourceList } from '../resource-list';
import { LosslessConfigs } from './configs';
import { toKptFunc } from './kpt-func';

function kptFuncOf(run: (resources: ResourceList, report: Report) => void) {
  const krmFunction: KrmFunction<object> = {
    name: 'example',
    summary: 'An example.',
    config: { kind: { group: 'test', kind: 'Test' }, keys: [], defaults: () => ({}), parse: () => ({ data: {} }) },
    run: (resources, _config, report) => run(resources, report),
  };
  return toKptFunc(krmFunction, '<!--mdtogo:Short-->\nAn example.\n<!--mdtogo-->\n');
}

const named = (name: string, rest: object = {}): Data => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...rest,
});

describe('what the user holds', () => {
  test('is changed in place; what does not change is not even touched', async () => {
    const list = listOf(
      [
        yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, creationTimestamp: 2024-01-02}
        spec:
          large: 12345678901234567890
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: a, started: 2024-01-02T03:04:05Z}]}
      `,
      ],
      configMap({ env: 'prod' }),
    );
    const configs = readBySdk(list);
    const object: Data = configs.getAll()[0];
    const { metadata, spec } = object;
    const { creationTimestamp } = metadata;
    const [container] = spec.template.spec.containers;
    await setLabels(configs);
    expect(configs.getAll()[0]).toBe(object);
    expect(object.metadata).toBe(metadata);
    expect(object.metadata.creationTimestamp).toBe(creationTimestamp);
    expect(creationTimestamp).toBeInstanceOf(Date);
    expect(spec.template.spec.containers[0]).toBe(container);
    expect(spec.template.metadata.labels).toEqual({ app: 'web', env: 'prod' });
    expect(spec.selector).toEqual({ matchLabels: { env: 'prod' } });
  });

  test('what several places hold, as the SDK reads aliases, is changed only where the function does', async () => {
    const list = listOf(
      [
        yaml`
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          selector: {matchLabels: &labels {app: web}}
          template:
            metadata: {labels: *labels}
            spec: {nodeSelector: *labels}
      `,
      ],
      configMap({ env: 'prod' }),
    );
    const configs = readBySdk(list);
    const { spec }: Data = configs.getAll()[0];
    expect(spec.template.spec.nodeSelector).toBe(spec.selector.matchLabels);
    await setLabels(configs);
    const both = { app: 'web', env: 'prod' };
    expect(spec).toEqual({
      selector: { matchLabels: both },
      template: { metadata: { labels: both }, spec: { nodeSelector: { app: 'web' } } },
    });
  });

  test('items that a list loses are taken out; the others stay the same objects', async () => {
    const object = named('a', {
      spec: {
        list: [
          { name: 'x', at: new Date(0) },
          { name: 'y', at: new Date(1) },
        ],
        none: undefined,
      },
    });
    const [, y] = object.spec.list;
    await kptFuncOf(({ items }) => {
      items[0]?.delete(['spec', 'list', 0]);
      items[0]?.set(['spec', 'list', 1], { name: 'z' });
      items[0]?.set(['spec', 'large'], 12345678901234567890n);
    })(new Configs([object]));
    expect(object.spec.list).toEqual([{ name: 'y', at: new Date(1) }, { name: 'z' }]);
    expect(object.spec.list[0]).toBe(y);
    // The SDK's writer drops a bigint.
    expect(object.spec.large).toBe(12345678901234567000);
  });
});

describe('what a function adds and removes', () => {
  test('is inserted and deleted', async () => {
    const configs = new Configs([named('a'), named('b')]);
    await kptFuncOf(resources => {
      const [first] = resources.items;
      if (first) resources.remove(first);
      resources.add(named('c', { spec: { deep: [{ value: 1 }] } }));
    })(configs);
    expect(configs.getAll()).toEqual([named('b'), named('c', { spec: { deep: [{ value: 1 }] } })]);
    expect(writeBySdk(configs)).toContain('  spec:\n    deep:\n    - value: 1\n');
  });

  test('what is removed may be made anew', async () => {
    const configs = new Configs([named('a', { data: { old: 'x' } })]);
    await kptFuncOf(resources => {
      for (const item of resources.items) resources.remove(item);
      resources.add(named('a', { data: { now: 'y' } }));
    })(configs);
    expect(configs.getAll()).toEqual([named('a', { data: { now: 'y' } })]);
  });

  test('never takes the place of another object: an error, and nothing changed', async () => {
    for (const rename of [false, true]) {
      const configs = new Configs([named('a', { data: { own: 'x' } }), named('b')]);
      await kptFuncOf(resources => {
        // The SDK goes on finding it under its old name.
        if (rename) resources.items[0]?.set(['metadata', 'name'], 'c');
        resources.items[1]?.set(['data'], { never: 'seen' });
        resources.add(named('a'));
      })(configs);
      expect(configs.getAll()).toEqual([named('a', { data: { own: 'x' } }), named('b')]);
      expect(configs.getResults()).toMatchObject([{ severity: 'error', tags: { code: 'NAME_TAKEN' } }]);
    }
  });

  test('an object that its user renamed cannot be deleted from the SDK: that is an error, no other object goes', async () => {
    const renamed = named('a');
    const configs = new Configs([renamed, named('b')]);
    renamed.metadata.name = 'c';
    const deleting = kptFuncOf(resources => resources.items.slice(0, 1).map(item => resources.remove(item)));
    await expect(deleting(configs)).rejects.toThrow('renamed while it was held');
    expect(configs.getAll()).toEqual([renamed, named('b')]);
  });

  test('objects with the same name stay apart in configs that keep them apart', async () => {
    const configs = new LosslessConfigs([named('a', { data: { n: '1' } }), named('a', { data: { n: '2' } })]);
    await kptFuncOf(({ items }) => {
      for (const item of items) item.set(['data', 'm'], item.get(['data', 'n']) ?? null);
    })(configs);
    expect(configs.getAll()).toEqual([
      named('a', { data: { n: '1', m: '1' } }),
      named('a', { data: { n: '2', m: '2' } }),
    ]);
  });
});

test('large integers stay what they are in configs that keep them', async () => {
  const large = 12345678901234567890n;
  const configs = new LosslessConfigs([named('a', { spec: { large } })]);
  await kptFuncOf(resources => {
    resources.items[0]?.set(['spec', 'copy'], resources.items[0].get(['spec', 'large']) ?? null);
    resources.add(named('b', { spec: { large } }));
  })(configs);
  expect(configs.getAll()).toEqual([named('a', { spec: { large, copy: large } }), named('b', { spec: { large } })]);
});

test('results are added in the SDK’s words, behind those that are there', async () => {
  const configs = new Configs([named('a')], undefined, [{ severity: 'info', message: 'before' }]);
  await kptFuncOf(({ items }, report) => {
    report.warning({ code: 'X', message: 'w', object: items[0], path: ['data', 'x'], current: 1n, proposed: 'p' });
  })(configs);
  expect(configs.getResults()).toEqual([
    { severity: 'info', message: 'before' },
    {
      severity: 'warn',
      message: 'w',
      resourceRef: { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: '' },
      field: { path: 'data.x', currentValue: 1, suggestedValue: 'p' },
      tags: { code: 'X' },
    },
  ]);
});

test('objects that cannot be written are refused before anything happens', async () => {
  const odd: KubernetesObject = named('a', { data: { on: () => {} } });
  await expect(kptFuncOf(() => {})(new Configs([odd]))).rejects.toThrow('data.on is a function');
  const nameless = new Configs([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} } as Data]);
  await kptFuncOf(() => {})(nameless);
  expect(nameless.getResults()).toMatchObject([{ severity: 'error', tags: { code: 'ITEM_INCOMPLETE' } }]);
});
