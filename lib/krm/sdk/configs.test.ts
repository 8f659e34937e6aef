import { describe, expect, test } from '@jest/globals';
import { Configs, type KubernetesObject } from 'kpt-functions';
import { processorTime } from '../../../test/support/processor-time';
import { LosslessConfigs } from './configs';

const object = (name: string, path?: string, index?: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    ...(path === undefined
      ? {}
      : { annotations: { 'config.kubernetes.io/path': path, 'config.kubernetes.io/index': index ?? '0' } }),
  },
});

const a = object('a', 'a.yaml');
const twin = object('a', 'twin.yaml');
const b = object('b', 'b.yaml');

describe('objects with different names', () => {
  const others = [b, object('c'), object('A'), object('é'), object('a0')];

  test('are held as the SDK holds them', () => {
    expect(new LosslessConfigs([a, ...others]).getAll()).toEqual(new Configs([a, ...others]).getAll());
    expect(new LosslessConfigs()).toBeInstanceOf(Configs);
    expect(new LosslessConfigs([a, ...others]).groupBy(each => each.metadata.name.slice(0, 1))).toEqual(
      new Configs([a, ...others]).groupBy(each => each.metadata.name.slice(0, 1)),
    );
    expect(new LosslessConfigs([b, a], undefined, [{ severity: 'info', message: 'x' }]).toResourceList()).toEqual(
      new Configs([b, a], undefined, [{ severity: 'info', message: 'x' }]).toResourceList(),
    );
  });

  test('are inserted, replaced and deleted as the SDK does', () => {
    for (const configs of [new LosslessConfigs([a, b]), new Configs([a, b])]) {
      const other = object('b');
      configs.insert(object('0'), other, object('c'));
      configs.delete(object('a'), object('nowhere'));
      expect(configs.getAll().map(each => each.metadata.name)).toEqual(['0', 'b', 'c']);
      expect(configs.get((each): each is KubernetesObject => each === other)).toEqual([other]);
      configs.deleteAll();
      configs.insert(object('x'), object('x'));
      expect(configs.getAll()).toEqual([object('x')]);
    }
  });
});

describe('objects with the same name', () => {
  test('are all held, in the order they came', () => {
    expect(new LosslessConfigs([b, twin, a]).getAll()).toEqual([twin, a, b]);
    expect(new Configs([b, twin, a]).getAll()).toEqual([a, b]);
  });

  test('one that is held already is not inserted again, whatever it is called by now', () => {
    const own = object('own');
    const configs = new LosslessConfigs([own, a, twin, a]);
    configs.insert(twin, own);
    own.metadata.name = 'renamed';
    configs.insert(own);
    expect(configs.getAll()).toEqual([a, twin, own]);
  });

  test('the one in the same file and place is replaced, and keeps its turn', () => {
    const next = object('a', 'a.yaml');
    const configs = new LosslessConfigs([a, twin]);
    configs.insert(next);
    expect(configs.getAll()).toEqual([next, twin]);
    expect(configs.held().map(({ received }) => received)).toEqual([a, twin]);
  });

  test.each([
    ['no file', object('a')],
    ['another file', object('a', 'other.yaml')],
    ['another place in the file', object('a', 'a.yaml', '1')],
  ])('one with %s is refused, and nothing is lost', (_name, ambiguous) => {
    const configs = new LosslessConfigs([a, twin]);
    expect(() => configs.insert(ambiguous)).toThrow('ConfigMap a is there 2 times');
    expect(configs.getAll()).toEqual([a, twin]);
  });

  test('the same file of another package is another place', () => {
    const inPackage = (path: string) => {
      const copy = object('a', 'a.yaml');
      return {
        ...copy,
        metadata: {
          ...copy.metadata,
          annotations: { ...copy.metadata.annotations, 'internal.config.kubernetes.io/package-path': path },
        },
      };
    };
    const configs = new LosslessConfigs([inPackage('/root'), inPackage('/root/sub')]);
    const next = inPackage('/root/sub');
    configs.insert(next);
    expect(configs.getAll()[1]).toBe(next);
  });

  test('an object that was renamed is not replaced by a new one with its old name', () => {
    const own = object('old');
    const configs = new LosslessConfigs([own]);
    own.metadata.name = 'renamed';
    configs.insert(object('old'));
    expect(configs.getAll().map(each => each.metadata.name)).toEqual(['renamed', 'old']);
  });

  test('deleting a held one deletes it only; by name, all of them go', () => {
    const configs = new LosslessConfigs([a, twin, b]);
    configs.delete(a);
    expect(configs.getAll()).toEqual([twin, b]);
    const others = new LosslessConfigs([a, twin, b]);
    others.delete(object('a'));
    expect(others.getAll()).toEqual([b]);
  });

  test('a deep copy has them too, with large integers', () => {
    const large = { ...object('l'), spec: { value: 12345678901234567890n } };
    const copy = new LosslessConfigs([a, twin, large], b, [{ severity: 'info', message: 'x' }]).deepCopy();
    expect(copy.getAll()).toEqual([a, twin, large]);
    expect(copy.getAll()[0]).not.toBe(a);
    expect([copy.getFunctionConfig(), copy.getResults()]).toEqual([b, [{ severity: 'info', message: 'x' }]]);
  });
});

test('200,000 objects are held in about the time it takes to sort them', () => {
  const many = Array.from({ length: 200_000 }, (_, i) => object(`o${i % 100_000}`));
  expect(() => new Configs(many)).toThrow('Maximum call stack size exceeded');
  const milliseconds = processorTime(() => {
    const configs = new LosslessConfigs(many);
    expect(configs.getAll()).toHaveLength(200_000);
    expect(configs.groupBy(() => 'all')).toHaveLength(1);
    for (const each of many.slice(0, 150_000)) configs.delete(each);
    expect(configs.getAll()).toHaveLength(50_000);
  });
  expect(milliseconds).toBeLessThan(10_000);
});
