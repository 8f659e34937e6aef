import { describe, expect, test } from '@jest/globals';
import { configMap, type Data, listOf, type Run, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { setNamespace } from './function';

const PROD = configMap({ namespace: 'prod' });
const matching = (namespaceMatcher: string) => configMap({ namespace: 'prod', namespaceMatcher });

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n';
const object = (apiVersion: string, kind: string, rest: object = {}, metadata: object = {}) =>
  JSON.stringify({ apiVersion, kind, metadata: { name: 'x', ...metadata }, ...rest });
const configMapIn = (namespace: string, name: string, annotations?: object) =>
  object('v1', 'ConfigMap', {}, { name, namespace, ...(annotations && { annotations }) });

function passed(documents: readonly string[], config = PROD): Run {
  const finished = run(setNamespace, listOf(documents, config));
  expect({ exitCode: finished.exitCode, stderr: finished.stderr }).toEqual({ exitCode: 0, stderr: '' });
  return finished;
}

const moved = (document: string, config = PROD): Data => passed([document], config).items[0];
const namespaceOf = (document: string, config = PROD) => moved(document, config).metadata.namespace;
const codes = ({ results }: Run) => results.map(result => result.tags?.['code']);

describe('what moves', () => {
  test('a namespaced object, in its own words', () => {
    const input = listOf(
      [
        yaml`
          apiVersion: v1
          kind: ConfigMap
          metadata: # of the settings
            # where it is
            namespace: 'example'   # for now
            name: x
          data: {namespace: example}
        `,
      ],
      PROD,
    );
    expect(run(setNamespace, input).stdout.startsWith(input.replace("'example'", "'prod'"))).toBe(true);
  });

  test('a namespaced object that has no namespace yet, of a kind in any version', () => {
    expect(namespaceOf(MAP)).toBe('prod');
    expect(namespaceOf(object('autoscaling/v2', 'HorizontalPodAutoscaler'))).toBe('prod');
    expect(namespaceOf(object('batch/v1beta1', 'CronJob'))).toBe('prod');
  });

  test('no cluster-scoped object: one that says it has a namespace keeps it', () => {
    expect(moved(object('rbac.authorization.k8s.io/v1', 'ClusterRole')).metadata).toEqual({ name: 'x' });
    expect(namespaceOf(object('v1', 'PersistentVolume', {}, { namespace: 'example' }))).toBe('example');
  });

  test('the Namespace itself; that of another group is none', () => {
    expect(moved(object('v1', 'Namespace')).metadata).toEqual({ name: 'prod' });
    expect(moved(object('example.com/v1', 'Namespace')).metadata).toEqual({ name: 'x' });
  });

  test.each(['Namespaced', 'Cluster'])('a custom resource by the scope of its CRD: %s', scope => {
    const spec = { group: 'example.com', names: { kind: 'Thing' }, scope };
    const local = { annotations: { 'config.kubernetes.io/local-config': 'true' } };
    const crd = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec }, local);
    const { items } = passed([object('example.com/v1', 'Thing'), crd]);
    expect(items[0].metadata.namespace).toBe(scope === 'Namespaced' ? 'prod' : undefined);
  });

  test('a custom resource of which nothing is known, if it has a namespace; else an info names its kind', () => {
    expect(namespaceOf(object('example.com/v1', 'Thing', {}, { namespace: 'example' }))).toBe('prod');
    const finished = passed([object('example.com/v1', 'Thing'), object('example.com/v1', 'Other')]);
    expect(finished.items.map(item => item.metadata.namespace)).toEqual([undefined, undefined]);
    expect(codes(finished)).toEqual(['NAMESPACE_SET', 'SCOPE_UNKNOWN']);
    expect(finished.results[1]?.message).toContain('Other (example.com/v1), Thing (example.com/v1)');
  });

  test('with a matcher only what is there, or was upstream; nothing stated is default', () => {
    const origin = (text: string) => ({ 'internal.kpt.dev/upstream-identifier': text });
    const { items } = passed(
      [
        configMapIn('example', 'a'),
        configMapIn('other', 'b'),
        configMapIn('other', 'c', origin('|ConfigMap|example|c')),
        MAP,
        object('v1', 'Namespace', {}, { name: 'example' }),
        object('v1', 'Namespace', {}, { name: 'renamed', annotations: origin('|Namespace|~C|mine') }),
      ],
      matching('example'),
    );
    expect(items.map(({ metadata }) => metadata.namespace)).toEqual([
      'prod',
      'other',
      'prod',
      undefined,
      undefined,
      undefined,
    ]);
    expect(items.slice(4).map(({ metadata }) => metadata.name)).toEqual(['prod', 'renamed']);
    expect(namespaceOf(MAP, matching('default'))).toBe('prod');
    const upstream = object('v1', 'Namespace', {}, { name: 'renamed', annotations: origin('|Namespace|~C|mine') });
    expect(moved(upstream, matching('mine')).metadata.name).toBe('prod');
  });

  test.each(['broken', '', '|ConfigMap|Not_Valid|x', '|ConfigMap|~C|x'])('whatever its origin says: %j', text => {
    const annotations = { 'internal.kpt.dev/upstream-identifier': text };
    expect(namespaceOf(object('v1', 'ConfigMap', {}, { annotations }))).toBe('prod');
    expect(namespaceOf(object('v1', 'ConfigMap', {}, { annotations }), matching('other'))).toBeUndefined();
  });
});

describe('what follows', () => {
  const service = (namespace?: string) => ({
    clientConfig: { service: { name: 's', ...(namespace && { namespace }) } },
  });

  test('the services of webhooks, of a conversion, of an API', () => {
    const webhooks = [service('example'), { clientConfig: { url: 'https://x' } }, service('other')];
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
      const config = object('admissionregistration.k8s.io/v1', kind, { webhooks });
      expect(moved(config).webhooks).toEqual([service('prod'), webhooks[1], service('prod')]);
      expect(moved(config, matching('example')).webhooks).toEqual([service('prod'), webhooks[1], webhooks[2]]);
    }
    const crd = (conversion: object) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { conversion } });
    expect(moved(crd({ webhook: service('example') })).spec.conversion.webhook).toEqual(service('prod'));
    const api = object('apiregistration.k8s.io/v1', 'APIService', { spec: { service: { namespace: 'example' } } });
    expect(moved(api).spec.service).toEqual({ namespace: 'prod' });
  });

  test('a service must have a namespace, but none is made up', () => {
    const crd = (spec: object) => object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec });
    expect(moved(crd({ conversion: { webhook: service() } })).spec.conversion.webhook).toEqual(service('prod'));
    for (const spec of [{}, { conversion: { strategy: 'None' } }, { conversion: { webhook: { clientConfig: {} } } }]) {
      expect(moved(crd(spec)).spec).toEqual(spec);
    }
    expect(moved(object('apiregistration.k8s.io/v1', 'APIService', { spec: { group: 'g' } })).spec).toEqual({
      group: 'g',
    });
  });

  test.each(['RoleBinding', 'ClusterRoleBinding'])('the subjects of a %s that have a namespace', kind => {
    const subjects = [{ name: 'a', namespace: 'example' }, { name: 'g' }, { name: 'b', namespace: 'other' }];
    const namespaces = (apiVersion: string, config = PROD) =>
      moved(object(apiVersion, kind, { subjects }), config).subjects.map((subject: Data) => subject.namespace);
    expect(namespaces('rbac.authorization.k8s.io/v1')).toEqual(['prod', undefined, 'prod']);
    expect(namespaces('rbac.authorization.k8s.io/v1', matching('other'))).toEqual(['example', undefined, 'prod']);
    expect(namespaces('example.com/v1')).toEqual(['example', undefined, 'other']);
  });

  test('depends-on: each reference to what moves, and no other', () => {
    const dependsOn = (text: string) => ({ 'config.kubernetes.io/depends-on': text });
    const { items } = passed(
      [
        configMapIn('example', 'a'),
        configMapIn('other', 'b'),
        object('v1', 'Namespace', {}, { name: 'example' }),
        configMapIn(
          'example',
          'c',
          dependsOn(
            '/namespaces/example/ConfigMap/a, /namespaces/other/ConfigMap/b,/Namespace/example,/namespaces/example/ConfigMap/gone',
          ),
        ),
      ],
      matching('example'),
    );
    expect(items[3].metadata.annotations).toEqual(
      dependsOn(
        '/namespaces/prod/ConfigMap/a, /namespaces/other/ConfigMap/b,/Namespace/prod,/namespaces/example/ConfigMap/gone',
      ),
    );
  });

  test('depends-on names an object without a namespace as one in default', () => {
    const annotations = { 'config.kubernetes.io/depends-on': 'apps/namespaces/default/Deployment/x' };
    const { items } = passed([object('apps/v1', 'Deployment'), configMapIn('example', 'b', annotations)]);
    expect(items[1].metadata.annotations).toEqual({
      'config.kubernetes.io/depends-on': 'apps/namespaces/prod/Deployment/x',
    });
  });
});

describe('what is left alone', () => {
  test.each([
    ['a Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: x\n  namespace: example\n'],
    ['local config', `${MAP}  namespace: example\n  annotations:\n    config.kubernetes.io/local-config: "true"\n`],
    ['the package context', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kptfile.kpt.dev\ndata:\n  name: x\n'],
    ['an intent', object('intent.nephio.org/v1alpha1', 'Intent', {}, { namespace: 'example' })],
  ])('%s', (_name, document) => {
    const input = listOf([document], PROD);
    expect(run(setNamespace, input).stdout.startsWith(input)).toBe(true);
  });

  test('the config of a function in the pipeline', () => {
    const kptfile =
      'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: x\npipeline:\n  mutators:\n  - image: x\n    configPath: c.yaml\n';
    const input = listOf([kptfile, `${MAP}  annotations:\n    config.kubernetes.io/path: c.yaml\n`], PROD);
    expect(run(setNamespace, input).stdout.startsWith(input)).toBe(true);
  });

  test('a package that is there already', () => {
    const input = listOf([`${MAP}  namespace: prod\n`], PROD);
    const { stdout, results } = run(setNamespace, input);
    expect(stdout.startsWith(input)).toBe(true);
    expect(results.map(({ message }) => message)).toEqual(['everything is in prod already: no value written']);
  });
});

describe('two objects that would be one', () => {
  test('are an error, and nothing moves', () => {
    const input = listOf([configMapIn('a', 'x'), configMapIn('b', 'x'), configMapIn('b', 'y')], PROD);
    const { exitCode, stdout, results } = run(setNamespace, input);
    expect([exitCode, stdout.startsWith(input)]).toEqual([1, true]);
    expect(results).toMatchObject([
      { severity: 'error', field: { path: 'metadata.namespace' }, tags: { code: 'NAMESPACE_COLLISION' } },
    ]);
    expect(results[0]?.message).toContain(
      'ConfigMap x of the namespaces a, b would be one in prod: move one namespace only',
    );
  });

  test('also two Namespaces, and one that is there already', () => {
    const two = ['a', 'b'].map(name => object('v1', 'Namespace', {}, { name }));
    expect(run(setNamespace, listOf(two, PROD)).results[0]?.message).toContain(
      'the Namespaces a, b would be one in prod',
    );
    expect(run(setNamespace, listOf([MAP, configMapIn('prod', 'x')], PROD)).exitCode).toBe(1);
  });

  test('not where a matcher moves one of them, the kinds differ, or they were one before', () => {
    passed([configMapIn('a', 'x'), configMapIn('b', 'x')], matching('a'));
    passed([configMapIn('a', 'x'), object('v1', 'Secret', {}, { namespace: 'b' })]);
    passed([configMapIn('a', 'x'), configMapIn('a', 'x'), configMapIn('b', 'y')]);
  });
});

describe('the config', () => {
  const typed = (text: string) => `apiVersion: fn.kpt.dev/v1alpha1\nkind: SetNamespace\nmetadata:\n  name: c\n${text}`;
  const context = (data: Record<string, string>) => configMap(data).replace('function-input', 'kptfile.kpt.dev');

  test('SetNamespace, or the package context: its namespace, else its name; the rest is for others', () => {
    expect(namespaceOf(MAP, typed('namespace: prod\n'))).toBe('prod');
    expect(namespaceOf(MAP, context({ name: 'prod', 'package-path': '/a', site: 'edge1' }))).toBe('prod');
    expect(namespaceOf(MAP, context({ name: 'example', namespace: 'prod' }))).toBe('prod');
    expect(namespaceOf(MAP, context({ name: 'prod', namespaceMatcher: 'other' }))).toBeUndefined();
  });

  test('a text that looks like something else stays a text', () => {
    const { stdout } = passed([MAP], configMap({ namespace: '5' }));
    expect(stdout).toContain('  namespace: "5"\n');
    expect(namespaceOf(MAP, 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  namespace: 5\n')).toBe(
      '5',
    );
  });

  test.each<Record<string, string>>([{}, { name: '' }, { site: 'edge1' }])(
    'a package context without a name (%j) is not specialised yet: an info, and nothing moves',
    data => {
      const input = listOf([MAP], context(data));
      const finished = run(setNamespace, input);
      expect([finished.exitCode, finished.stdout.startsWith(input)]).toEqual([0, true]);
      expect(finished.results).toMatchObject([{ severity: 'info', tags: { code: 'NOT_SPECIALISED' } }]);
    },
  );

  test.each<[string, string | undefined, string]>([
    ['none', undefined, 'no functionConfig is given: give a ConfigMap with any of namespace, namespaceMatcher'],
    ['the empty one that kpt eval makes up', configMap({}), 'no functionConfig is given'],
    ['another version', typed('namespace: prod\n').replace('v1alpha1', 'v1'), 'is not understood'],
    ['an unknown setting', configMap({ namespaces: 'prod' }), 'did you mean `namespace`?'],
    ['a name that only the package context has', configMap({ name: 'prod' }), 'has no setting `name`'],
    ['no namespace', typed('namespaceMatcher: a\n'), '`namespace` is empty: name the namespace to move to'],
    ['an empty namespace', configMap({ namespace: '' }), '`namespace` is empty'],
    [
      'an invalid name',
      configMap({ namespace: 'Not_Valid' }),
      '"Not_Valid" is no name for a namespace: write lower-case',
    ],
    ['a name that is too long', configMap({ namespace: 'x'.repeat(64) }), 'has 64 characters, at most 63 are allowed'],
    ['a package name with dots', context({ name: 'a.b' }), '"a.b" is no name for a namespace'],
    ['a number', typed('namespace: 5\n'), '`namespace` is no text'],
    [
      'a list',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {namespace: [a]}\n',
      '`namespace` is no text',
    ],
  ])('%s is an error that tells the mend', (_name, config, message) => {
    const input = listOf([MAP], config);
    const { exitCode, results, stdout } = run(setNamespace, input);
    expect([exitCode, stdout.startsWith(input)]).toEqual([1, true]);
    expect(results).toMatchObject([{ severity: 'error', message: expect.stringContaining(message) }]);
  });
});

describe('odd input', () => {
  test.each<[string, string]>([
    ['a null', `${MAP}  namespace:\n`],
    ['a number', `${MAP}  namespace: 5\n`],
    ['an empty text', `${MAP}  namespace: ""\n`],
    ['flow style', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: example}\n'],
    ['CRLF', `${MAP}  namespace: example\n`.replaceAll('\n', '\r\n')],
    ['an alias', `${MAP}  labels: {a: &a example}\n  namespace: *a\n`],
    ['a merge key', 'apiVersion: v1\nkind: ConfigMap\nx: &x {namespace: example}\nmetadata:\n  <<: *x\n  name: x\n'],
    ['metadata behind an alias', 'x: &m {name: x, namespace: a}\napiVersion: v1\nkind: ConfigMap\nmetadata: *m\n'],
  ])('%s where the namespace is', (_name, document) => {
    expect(namespaceOf(document)).toBe('prod');
    const { stdout } = passed([document]);
    const [, items = ''] = /(items:[\s\S]*?)functionConfig:/.exec(stdout) ?? [];
    expect(run(setNamespace, stdout).stdout).toContain(items);
  });

  test('what the namespace shares with other fields stays there as it was', () => {
    const { metadata } = moved(`${MAP}  labels: {a: &a example}\n  namespace: *a\n`);
    expect(metadata).toEqual({ name: 'x', labels: { a: 'example' }, namespace: 'prod' });
  });

  test.each<[string, string, string]>([
    ['duplicate keys', `${MAP}  namespace: a\n  namespace: b\n`, 'DUPLICATE_KEY'],
    ['no metadata', 'apiVersion: v1\nkind: ConfigMap\n', 'ITEM_INCOMPLETE'],
    ['null metadata', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n', 'ITEM_INCOMPLETE'],
  ])('%s are refused, and nothing is lost', (_name, document, code) => {
    const input = listOf([document], PROD);
    const finished = run(setNamespace, input);
    expect([finished.exitCode, finished.stdout.startsWith(input)]).toEqual([1, true]);
    expect(codes(finished)).toEqual([code]);
  });

  test.each([[[]], [{}], ['text'], [null]])('%j in place of subjects, webhooks and services', value => {
    const documents = [
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', { subjects: value }),
      object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', { webhooks: value }),
      object('apiregistration.k8s.io/v1', 'APIService', { spec: value }),
    ];
    expect(passed(documents).items.map(item => item.subjects ?? item.webhooks ?? item.spec ?? null)).toEqual([
      value,
      value,
      value,
    ]);
  });

  test('no resources', () => {
    expect(passed([]).results).toMatchObject([{ severity: 'info' }]);
  });
});
