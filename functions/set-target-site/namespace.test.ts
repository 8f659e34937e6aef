import { describe, expect, test } from '@jest/globals';
import { type Data, type Run, run } from '../../test/support/run';
import { context, KPTFILE, LOCAL, meantFor, site, specialise } from '../../test/support/sites';
import { yaml } from '../../test/support/yaml';
import { setTargetSite } from './function';

describe('the namespace of a site', () => {
  const sites = [site('edge1', { namespace: 'ran-1' }), site('edge2', { namespace: 'ran-2' }), site('edge3', {})];
  const inNamespace = (
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string | undefined,
    more: object = {},
  ) =>
    JSON.stringify({
      apiVersion,
      kind,
      metadata: { name, annotations: meantFor('edge1,edge2,edge3'), ...(namespace && { namespace }) },
      ...more,
    });
  const documents = (namespace: string) => [
    inNamespace('v1', 'Namespace', namespace, undefined),
    inNamespace('v1', 'ConfigMap', 'a', namespace),
    inNamespace('v1', 'Node', 'cluster-scoped', undefined),
    inNamespace('rbac.authorization.k8s.io/v1', 'RoleBinding', 'r', namespace, {
      subjects: [
        { kind: 'ServiceAccount', namespace },
        { kind: 'ServiceAccount', namespace: 'kube-system' },
      ],
    }),
  ];
  const names = ({ items }: Run) =>
    items
      .slice(-4)
      .map(item => [
        item.metadata.name,
        item.metadata.namespace,
        ...(item.subjects ?? []).map((subject: Data) => subject.namespace),
      ]);

  test('takes the objects that have one, the Namespace, and the subjects in it', () => {
    expect(names(specialise([...sites, context({ site: 'edge1' }), ...documents('intent-to-krm')]))).toEqual([
      ['ran-1', undefined],
      ['a', 'ran-1'],
      ['cluster-scoped', undefined],
      ['r', 'ran-1', 'ran-1', 'kube-system'],
    ]);
  });

  test('moves with the package, and stays where the site names none', () => {
    expect(names(specialise([...sites, context({ site: 'edge2' }), ...documents('ran-1')]))[1]).toEqual(['a', 'ran-2']);
    expect(names(specialise([...sites, context({ site: 'edge3' }), ...documents('own')]))[1]).toEqual(['a', 'own']);
  });

  test('is refused for a package with several of its own', () => {
    const { exitCode, results } = specialise([
      ...sites,
      context({ site: 'edge1' }),
      ...documents('a'),
      inNamespace('v1', 'ConfigMap', 'x', 'b'),
    ]);
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toContain('the package has the namespaces a, b, and site edge1 gives it one (ran-1)');
  });
});

const SITES = [site('edge1', { namespace: 'ran-1' }), site('edge2', { namespace: 'ran-2' }), site('edge3', {})];
const TARGETS = { 'intent.nephio.org/target-sites': 'edge1,edge2,edge3' };

const ofOneSite = (name: string, ...documents: string[]) =>
  specialise([KPTFILE, ...SITES, context({ site: name }), ...documents]);
const fannedOut = (...documents: string[]) => specialise([KPTFILE, ...SITES, ...documents], { mode: 'fan-out' });
const codes = ({ results }: Run) => results.map(({ tags }) => tags?.['code']);
const errors = ({ results }: Run) => results.filter(({ severity }) => severity === 'error');

/** What is applied, without its place and its maker. */
const applied = (items: Data[]): Data[] =>
  items.filter(isApplied).map(item => {
    const copy = structuredClone(item);
    for (const key of Object.keys(copy.metadata.annotations))
      if (/^config\.kubernetes\.io\/(?:path|index)$|^intent\.nephio\.org\/(?:generated-by|role|source)$/.test(key))
        delete copy.metadata.annotations[key];
    return copy;
  });
const isApplied = ({ apiVersion, kind, metadata }: Data) =>
  kind !== 'Kptfile' &&
  !apiVersion.startsWith('intent.nephio.org/') &&
  metadata.annotations?.['config.kubernetes.io/local-config'] === undefined;

/** The objects of a site, which are the same in a package of its own and in a fan-out. */
function forSite(name: string, ...documents: string[]): Data[] {
  const own = ofOneSite(name, ...documents);
  const all = fannedOut(...documents);
  expect([errors(own), errors(all)]).toEqual([[], []]);
  const objects = applied(own.items);
  const folder = `${name}-config/`;
  const copies = all.items.filter(item => item.metadata.annotations?.['config.kubernetes.io/path']?.startsWith(folder));
  expect(applied(copies)).toEqual(objects);
  return objects;
}

const made = (apiVersion: string, kind: string, metadata: Data, rest: object = {}) =>
  JSON.stringify({
    apiVersion,
    kind,
    metadata: { name: 'x', ...metadata, annotations: { ...TARGETS, ...metadata.annotations } },
    ...rest,
  });
const configMap = (name: string, namespace?: string, annotations: object = {}) =>
  made('v1', 'ConfigMap', { name, ...(namespace && { namespace }), annotations });
const dependsOn = (text: string) => ({ 'config.kubernetes.io/depends-on': text });
const namespaces = (objects: Data[]) => objects.map(({ metadata }) => metadata.namespace);

describe('what refers to objects that move', () => {
  const service = (namespace: string | undefined) => ({
    clientConfig: { service: { name: 's', ...(namespace && { namespace }) } },
  });
  const resident = configMap('here', 'slices');

  test('depends-on, in a package of one site and in the copies for each', () => {
    const documents = [
      configMap(
        'a',
        'slices',
        dependsOn('/namespaces/slices/ConfigMap/b, /Namespace/slices,/namespaces/x/ConfigMap/b'),
      ),
      configMap('b', 'slices'),
      made('v1', 'Namespace', { name: 'slices' }),
    ];
    for (const [name, namespace] of [
      ['edge1', 'ran-1'],
      ['edge2', 'ran-2'],
      ['edge3', 'slices'],
    ] as const)
      expect(forSite(name, ...documents)[0].metadata.annotations).toMatchObject(
        dependsOn(`/namespaces/${namespace}/ConfigMap/b, /Namespace/${namespace},/namespaces/x/ConfigMap/b`),
      );
  });

  test('the services of webhooks, of a conversion, of an API; one that is elsewhere stays there', () => {
    const documents = (namespace: string | undefined, other: string) => [
      resident,
      ...['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(kind =>
        made('admissionregistration.k8s.io/v1', kind, {}, { webhooks: [service(namespace), service(other)] }),
      ),
      made(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        {},
        { spec: { conversion: { webhook: service(namespace) } } },
      ),
      made('apiregistration.k8s.io/v1', 'APIService', {}, { spec: service(namespace).clientConfig }),
    ];
    for (const namespace of ['slices', 'ran-2', undefined]) {
      const [, mutating, validating, crd, api] = forSite('edge1', ...documents(namespace, 'monitoring'));
      for (const { webhooks } of [mutating, validating])
        expect(webhooks).toEqual([service('ran-1'), service('monitoring')]);
      expect(crd.spec.conversion.webhook).toEqual(service('ran-1'));
      expect(api.spec).toEqual(service('ran-1').clientConfig);
    }
  });

  test('subjects in the namespace; of those of other groups, of users, and of none nothing is known', () => {
    const subjects = [
      { kind: 'ServiceAccount', name: 'a', namespace: 'slices' },
      { kind: 'ServiceAccount', name: 'b', namespace: 'kube-system' },
      { kind: 'ServiceAccount', name: 'c', namespace: '' },
      { kind: 'User', name: 'u' },
    ];
    const [, ofRbac, ofOthers] = forSite(
      'edge1',
      resident,
      made('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {}, { subjects }),
      made('example.com/v1', 'ClusterRoleBinding', {}, { subjects }),
    );
    expect(ofRbac.subjects).toEqual([{ ...subjects[0], namespace: 'ran-1' }, ...subjects.slice(1)]);
    expect(ofOthers.subjects).toEqual(subjects);
  });

  test('also by the old namespace, where an update of the package brings it to objects that have moved', () => {
    const [, , later] = applied(
      ofOneSite(
        'edge1',
        configMap('b', 'ran-1'),
        made('v1', 'Namespace', { name: 'ran-1' }),
        configMap('later', 'slices', dependsOn('/namespaces/slices/ConfigMap/b,/Namespace/slices')),
      ).items,
    );
    expect(later.metadata.annotations).toMatchObject(dependsOn('/namespaces/ran-1/ConfigMap/b,/Namespace/ran-1'));
  });

  test('changes nothing the second time, and nothing but the texts of namespaces', () => {
    const document = yaml`
      # First.
      apiVersion: v1
      kind: ConfigMap
      metadata: # about it
        name: a
        annotations:
          intent.nephio.org/target-sites: edge1 # only there
          config.kubernetes.io/depends-on: '/namespaces/slices/ConfigMap/b' # after b
        namespace: "slices" # for now
    `;
    const once = ofOneSite('edge1', document, configMap('b', 'slices'));
    const text = once.stdout;
    expect(text).toContain(`config.kubernetes.io/depends-on: '/namespaces/ran-1/ConfigMap/b' # after b\n`);
    expect(text).toContain(`namespace: "ran-1" # for now\n`);
    const items = text.slice(0, text.indexOf('\nresults:') + 1);
    expect(run(setTargetSite, items).stdout.startsWith(items)).toBe(true);
  });
});

describe('an object without a namespace', () => {
  test('goes to that of its site if its kind has one', () => {
    const crd = (kind: string, scope: string) =>
      made(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        { name: kind.toLowerCase(), annotations: LOCAL },
        { spec: { group: 'example.com', names: { kind }, scope } },
      );
    const documents = [
      crd('Thing', 'Namespaced'),
      crd('Wide', 'Cluster'),
      configMap('a'),
      made('workload.nephio.org/v1alpha1', 'NetworkSlice', {}),
      made('example.com/v1', 'Thing', {}),
      made('example.com/v1', 'Wide', {}),
      made('rbac.authorization.k8s.io/v1', 'ClusterRole', {}),
    ];
    expect(namespaces(forSite('edge1', ...documents))).toEqual(['ran-1', 'ran-1', 'ran-1', undefined, undefined]);
    expect(namespaces(forSite('edge3', ...documents))).toEqual(new Array(5).fill(undefined));
  });

  test('beside those of one namespace, too: that is no second one', () => {
    expect(namespaces(forSite('edge1', configMap('a'), configMap('b', 'slices')))).toEqual(['ran-1', 'ran-1']);
  });

  test('is one in default to what refers to it', () => {
    const subject = { kind: 'ServiceAccount', name: 'x', namespace: 'default' };
    const [, binding, dependent] = forSite(
      'edge1',
      made('v1', 'ServiceAccount', {}),
      made('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {}, { subjects: [subject] }),
      configMap('a', 'slices', dependsOn('/namespaces/default/ServiceAccount/x')),
    );
    expect(binding.subjects).toEqual([{ ...subject, namespace: 'ran-1' }]);
    expect(dependent.metadata.annotations).toMatchObject(dependsOn('/namespaces/ran-1/ServiceAccount/x'));
    const [, elsewhere] = forSite(
      'edge1',
      configMap('a', 'slices'),
      made('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {}, { subjects: [subject] }),
    );
    expect(elsewhere.subjects).toEqual([subject]);
  });

  test('stays so where nothing is known of its kind: one info for all sites', () => {
    const documents = [
      made('example.com/v1', 'Thing', {}),
      made('example.com/v1', 'Other', {}),
      made('example.com/v1', 'Other', { name: 'y', namespace: 'slices' }),
    ];
    expect(namespaces(forSite('edge1', ...documents))).toEqual([undefined, undefined, 'ran-1']);
    const message =
      /^\d objects without a namespace stay so.*Other \(example.com\/v1\), Thing \(example.com\/v1\); put/;
    for (const result of [ofOneSite('edge1', ...documents), fannedOut(...documents)]) {
      const infos = result.results.filter(({ tags }) => tags?.['code'] === 'SCOPE_UNKNOWN');
      expect(infos).toMatchObject([{ severity: 'info', message: expect.stringMatching(message) }]);
    }
    expect(codes(ofOneSite('edge3', ...documents))).toEqual(['SPECIALISED']);
  });

  test('stays so where Config Sync chooses its namespaces', () => {
    const selector = { 'configmanagement.gke.io/namespace-selector': 'slices' };
    const subjects = [{ kind: 'ServiceAccount', name: 'a', namespace: 'slices' }];
    const [, binding] = forSite(
      'edge1',
      configMap('a', 'slices'),
      made('rbac.authorization.k8s.io/v1', 'RoleBinding', { annotations: selector }, { subjects }),
    );
    expect(binding.metadata.namespace).toBeUndefined();
    expect(binding.subjects).toEqual([{ ...subjects[0], namespace: 'ran-1' }]);
  });
});

describe('two objects that would be one', () => {
  const here = (name: string, namespace?: string) => configMap(name, namespace);

  test('are an error that names both, and nothing else; all items come back as they came', () => {
    const documents = [here('a', 'ran-1'), here('a', 'ran-2'), here('b', 'ran-2')];
    const own = ofOneSite('edge2', ...documents);
    expect([own.exitCode, codes(own)]).toEqual([1, ['NAMESPACE_COLLISION']]);
    expect(own.results[0]).toMatchObject({ severity: 'error', field: { path: 'metadata.namespace' } });
    expect(own.results[0]?.message).toContain(
      'ConfigMap a of the namespaces ran-1, ran-2 would be one in ran-2: rename one, or give them targets that have no site in common',
    );
    expect(namespaces(own.items.slice(-3))).toEqual(['ran-1', 'ran-2', 'ran-2']);
    const all = fannedOut(...documents);
    expect(errors(all).map(({ file }) => file?.path)).toEqual([
      'edge1-config/configmap_a.yaml',
      'edge2-config/configmap_a.yaml',
      // That site has no namespace, and what is left of others is an error.
      ...['a', 'a', 'b'].map(name => `edge3-config/configmap_${name}.yaml`),
    ]);
  });

  test('also two Namespaces, and one that has none', () => {
    const two = ['slices', 'ran-2'].map(name => made('v1', 'Namespace', { name }));
    expect(ofOneSite('edge1', here('a', 'slices'), ...two).results[0]?.message).toContain(
      'the Namespaces ran-2, slices would be one in ran-1',
    );
    expect(codes(ofOneSite('edge1', here('a', 'slices'), here('a')))).toEqual(['NAMESPACE_COLLISION']);
  });

  test('not where they are for different sites, or of different kinds', () => {
    const meant = (name: string, namespace: string) => configMap('a', namespace, meantFor(name));
    expect(namespaces(forSite('edge2', meant('edge1', 'ran-1'), meant('edge2', 'ran-2')))).toEqual(['ran-2']);
    expect(namespaces(forSite('edge1', here('a', 'slices'), made('v1', 'Secret', { name: 'a' })))).toEqual([
      'ran-1',
      'ran-1',
    ]);
  });
});

describe('what is not the site’s to move', () => {
  test('stays: objects of other sites, local config, and the spec of what Porch injects', () => {
    const spec = { service: { name: 's', namespace: 'slices' } };
    const injected = { 'kpt.dev/config-injection': 'required' };
    const documents = [
      configMap('here', 'slices'),
      configMap('other', 'slices', meantFor('edge2')),
      configMap('bare', undefined, meantFor('edge2')),
      configMap('local', 'slices', LOCAL),
      made('apiregistration.k8s.io/v1', 'APIService', { annotations: injected }, { spec }),
      made(
        'v1',
        'ConfigMap',
        { name: 'point', namespace: 'slices', annotations: injected },
        { data: { namespace: 'slices' } },
      ),
    ];
    const { items } = ofOneSite('edge1', ...documents);
    const byName = (name: string) => items.find(({ metadata }) => metadata.name === name);
    expect(['here', 'other', 'bare', 'local'].map(name => byName(name).metadata.namespace)).toEqual([
      'ran-1',
      'slices',
      undefined,
      'slices',
    ]);
    expect(byName('x').spec).toEqual(spec);
    expect([byName('point').metadata.namespace, byName('point').data]).toEqual(['ran-1', { namespace: 'slices' }]);
  });

  test('nor is a cluster-scoped object that says it has a namespace: it is in none', () => {
    const documents = [
      configMap('a', 'slices'),
      made('rbac.authorization.k8s.io/v1', 'ClusterRole', { namespace: 'elsewhere' }),
    ];
    expect(namespaces(forSite('edge1', ...documents))).toEqual(['ran-1', 'elsewhere']);
  });
});
