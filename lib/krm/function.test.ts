import { describe, expect, test } from '@jest/globals';
import { setLabels } from '../../functions/set-labels/function';
import { configMap, listOf, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { evaluate, type KrmFunction } from './function';
import type { ConfigSpec } from './function-config';
import type { KubeObject } from './kube-object';

const noConfig: ConfigSpec<object> = {
  kind: { group: 'test', kind: 'Test' },
  keys: [],
  defaults: () => ({}),
  parse: () => ({ data: {} }),
};
const idle: KrmFunction<object> = { name: 'idle', summary: 'does nothing', config: noConfig, run: () => {} };

const MAP = yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
    annotations:
      config.kubernetes.io/path: 'dir/a.yaml'
      config.kubernetes.io/index: '1'
      internal.config.kubernetes.io/path: 'dir/a.yaml'
      internal.config.kubernetes.io/index: '1'
  data:
    x: "y"
`;

describe('input that is no ResourceList', () => {
  test.each([
    ['nothing', '', 'the input is empty'],
    ['white space', ' \n\n', 'the input is empty'],
    ['another kind', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n', 'a ConfigMap, not a ResourceList'],
    ['no kind', 'a: b\n', 'no object with a kind'],
    ['a list', '- a\n- b\n', 'is no ResourceList'],
    ['a text', 'hello\n', 'is no ResourceList'],
    [
      'another version',
      'apiVersion: config.kubernetes.io/v9\nkind: ResourceList\nitems: []\n',
      'config.kubernetes.io/v1 and',
    ],
    [
      'broken YAML',
      'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- a: [\n',
      'no YAML that can be read',
    ],
    [
      'a second document',
      'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n---\na: b\n',
      'a second document follows',
    ],
    [
      'items that are no list',
      'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: {}\n',
      '`items` that are no list',
    ],
    [
      'an item that is no object',
      'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- just text\n',
      'item 0',
    ],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xc3, 0x28, 0x0a]), 'not valid UTF-8'],
    ['UTF-16', Buffer.from('\ufeffa: b\n', 'utf16le'), 'UTF-8'],
    [
      'nesting without end',
      `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: ${'['.repeat(100_000)}`,
      'inside each other',
    ],
  ])('%s: one line on stderr, nothing on stdout, exit 1', (_name, input, message) => {
    const { exitCode, stdout, stderr } = evaluate(idle, Buffer.from(input));
    expect({ exitCode, stdout: stdout.toString() }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/^\[error\] idle: .*\n$/);
    expect(stderr).toContain(message);
  });
});

describe('a list that is read', () => {
  test.each(['v1', 'v1beta1'])('apiVersion config.kubernetes.io/%s passes', version => {
    const input = listOf([MAP]).replace('io/v1', `io/${version}`);
    expect(run(idle, input)).toMatchObject({ exitCode: 0, stdout: input, stderr: '' });
  });

  test('an empty list, no items at all, and null are lists without items', () => {
    for (const items of ['items: []\n', '', 'items:\n']) {
      const input = `apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n${items}`;
      expect(run(idle, input)).toMatchObject({ exitCode: 0, stdout: input });
    }
  });

  test('JSON stays JSON', () => {
    const input = JSON.stringify({
      apiVersion: 'config.kubernetes.io/v1',
      kind: 'ResourceList',
      items: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
      functionConfig: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { env: 'prod' } },
    });
    const { stdout, exitCode } = run(setLabels, input);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).items[0].metadata).toEqual({ name: 'a', labels: { env: 'prod' } });
  });

  test('CRLF, a byte order mark and a missing last line break stay', () => {
    const input = `\ufeff${listOf([MAP], configMap({ env: 'prod' }))
      .replaceAll('\n', '\r\n')
      .trimEnd()}`;
    const { stdout } = run(setLabels, input);
    expect(stdout.startsWith('\ufeffapiVersion')).toBe(true);
    expect(stdout.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(stdout).toContain('\r\n    labels:\r\n      env: prod\r\n');
  });

  test('results that came in stay, own results follow', () => {
    const before = 'results:\n- message: earlier # kept\n  severity: warning\n';
    const { stdout, results } = run(setLabels, listOf([MAP], configMap({ env: 'prod' })) + before);
    expect(stdout).toContain(before);
    expect(results.map(result => result.severity)).toEqual(['warning', 'info']);
  });
});

describe('what is wrong in an item', () => {
  test('a key that stands twice is an error with file, field and lines; all items come back', () => {
    const input = listOf([MAP, `${MAP.trimEnd()}\n  x: again\n`], configMap({ env: 'prod' }));
    const { exitCode, stdout, results, stderr } = run(setLabels, input);
    expect(exitCode).toBe(1);
    expect(stdout.startsWith(input)).toBe(true);
    expect(results).toMatchObject([
      {
        severity: 'error',
        field: { path: 'data.x' },
        file: { path: 'dir/a.yaml', index: 1 },
        tags: { code: 'DUPLICATE_KEY' },
      },
    ]);
    expect(results[0]?.message).toMatch(
      /^dir\/a\.yaml \(object 1\): the key "x" stands twice in one mapping, first in line 25 and again in line 26: keep one of them/,
    );
    expect(stderr.split('\n')).toHaveLength(2);
  });

  test('an alias without anchor is no YAML: one line with file and line', () => {
    const { stdout, stderr, exitCode } = run(idle, listOf([MAP.replace('"y"', '*nowhere')]));
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toMatch(
      /^\[error\] idle: dir\/a\.yaml: the alias \*nowhere in line 14 has no anchor before it: define &nowhere or write the value out/,
    );
  });

  test('an item without name, kind or apiVersion is an error that says what to add', () => {
    const { results, exitCode, stdout } = run(
      idle,
      listOf(['apiVersion: v1\nkind: ConfigMap\ndata: {}\n', 'metadata:\n  name: x\n']),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('data: {}');
    expect(results.map(result => result.message)).toEqual([
      'a resource has no apiVersion and no kind: kpt accepts only Kubernetes objects, give it what is missing',
      'a resource has no metadata.name: kpt accepts only Kubernetes objects, give it what is missing',
    ]);
  });

  test('a Kustomization needs no name, as for kpt', () => {
    expect(
      run(idle, listOf(['apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n'])).exitCode,
    ).toBe(0);
  });

  test('an alias bomb ends in an error', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `  l${i + 1}: &l${i + 1} [${Array(12).fill(`*l${i}`).join(', ')}]`,
    );
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\ndata:\n  l0: &l0 x\n${levels.join('\n')}\n`;
    const greedy: KrmFunction<object> = { ...idle, run: resources => void resources.items.map(item => item.toJS()) };
    const { exitCode, results } = run(greedy, listOf([bomb]));
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain('the aliases expand to too much');
  });
});

describe('a run that fails', () => {
  const failing: KrmFunction<object> = {
    ...idle,
    run(resources, _config, report) {
      const [object] = resources.items;
      object?.labels.set('never', 'seen');
      report.info({ code: 'C', message: 'an info' });
      report.warning({ code: 'B', message: 'a warning' });
      report.error({ code: 'A', message: 'two\nlines', ...(object ? { object } : {}), path: ['data', 'x'] });
    },
  };

  test('gives the items back as they came, the results sorted, and one line per error and warning', () => {
    const input = listOf([MAP]);
    const { exitCode, stdout, stderr, results } = run(failing, input);
    expect(exitCode).toBe(1);
    expect(stdout.startsWith(input)).toBe(true);
    expect(results.map(({ severity, tags }) => [severity, tags?.code])).toEqual([
      ['error', 'A'],
      ['warning', 'B'],
      ['info', 'C'],
    ]);
    expect(stderr).toBe('[error] v1/ConfigMap/a data.x: dir/a.yaml (object 1): two lines\n[warning]: a warning\n');
  });

  test('an exception becomes an error result without a stack trace', () => {
    const broken: KrmFunction<object> = {
      ...idle,
      run: () => {
        throw new Error('boom');
      },
    };
    const { exitCode, results, stderr } = run(broken, listOf([MAP]));
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain('idle gave up: boom');
    expect(stderr.split('\n')).toHaveLength(2);
  });
});

describe('bounds', () => {
  const chatty = (severity: 'info' | 'error', count: number, length = 10): KrmFunction<object> => ({
    ...idle,
    run: (_resources, _config, report) => {
      for (let i = 0; i < count; i++) report[severity]({ code: 'X', message: `${i} ${'x'.repeat(length)}` });
    },
  });

  test('at most 100 infos, and a count of the rest', () => {
    const { results } = run(chatty('info', 250), listOf([MAP]));
    expect(results).toHaveLength(101);
    expect(results.at(-1)?.message).toBe('150 info more: left out to keep the results small');
  });

  test('results stay below 256 KiB, stderr below 16 KiB, and the verdict is kept', () => {
    const { stdout, stderr, results, exitCode } = run(chatty('error', 3000, 1000), listOf([MAP]));
    expect(exitCode).toBe(1);
    expect(Buffer.byteLength(stdout)).toBeLessThan(257 * 1024);
    expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(16 * 1024);
    expect(results.at(-1)).toMatchObject({ severity: 'error', tags: { code: 'MORE_RESULTS' } });
  });

  test('what is left out goes by its place, not by when it was found, and is not put into words', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `m${String(i).padStart(4, '0')}`);
    const items = names.map(
      name => yaml`
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: ${name}, annotations: {config.kubernetes.io/path: ${name}.yaml}}
      `,
    );
    let told = 0;
    const find = (order: (count: number) => number[]) => {
      told = 0;
      const finding = (object: KubeObject) => {
        told++;
        return { code: 'X', message: `${object.name} ${'x'.repeat(1000)}`, object };
      };
      const finder: KrmFunction<object> = {
        ...idle,
        run: ({ editable }, _config, report) => {
          for (const i of order(editable.length)) {
            const object = editable[i] as KubeObject;
            report.addIfShown(i % 10 === 0 ? 'error' : 'warning', object, () => finding(object));
          }
        },
      };
      return run(finder, listOf(items)).results;
    };
    const upwards = (count: number) => Array.from({ length: count }, (_, i) => i);
    const results = find(upwards);
    expect(told).toBeLessThan(700);
    const shown = results.length - 1;
    const [last] = results.slice(-1);
    expect(last?.message).toBe(`${2000 - shown} warning more: left out to keep the results small`);
    expect(results.slice(0, 201).map(({ file }) => file?.path)).toEqual([
      ...names.filter((_, i) => i % 10 === 0).map(name => `${name}.yaml`),
      'm0001.yaml',
    ]);
    expect(find(count => upwards(count).reverse())).toEqual(results);
    // 7 has no factor in common with 2000: every object has its turn.
    expect(find(count => upwards(count).map(i => (i * 7) % count))).toEqual(results);
  });

  test('a package that Porch cannot pass on is warned about', () => {
    const large = MAP.replace('"y"', `"${'y'.repeat(7 * 1024 * 1024)}"`);
    expect(run(idle, listOf([large])).results).toMatchObject([{ severity: 'warning', tags: { code: 'PACKAGE_SIZE' } }]);
  });
});
