import { describe, expect, test } from '@jest/globals';
import { configMap, type Data, listOf, type Run, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { setLabels } from './function';

function setLabelsConfig(settings: object): string {
  return JSON.stringify({ apiVersion: 'fn.kpt.dev/v1alpha1', kind: 'SetLabels', metadata: { name: 'c' }, ...settings });
}

const labelled = (documents: string | string[], settings: object): Run =>
  run(setLabels, listOf([documents].flat(), setLabelsConfig(settings)));

const warnings = ({ results }: Run) =>
  results.filter(({ severity }) => severity === 'warning').map(({ tags, message }) => `${tags?.code} ${message}`);

const DEPLOYMENT = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: web
  spec:
    selector:
      matchLabels:
        app: web
    template:
      metadata:
        labels:
          app: web
      spec:
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector: {matchLabels: {app: web}}
`;
const SERVICE = yaml`
  apiVersion: v1
  kind: Service
  metadata:
    name: web
  spec:
    selector:
      app: web
`;

describe('selectors', () => {
  const selectorsOf = ({ items }: Run) => items.map(({ spec }: Data) => spec.selector.matchLabels ?? spec.selector);
  const templateOf = ({ items }: Run): Data => items[0].spec.template.metadata.labels;

  test('create: they get the labels; the default', () => {
    const ran = labelled([DEPLOYMENT, SERVICE], { labels: { env: 'prod' } });
    expect(selectorsOf(ran)).toEqual([
      { app: 'web', env: 'prod' },
      { app: 'web', env: 'prod' },
    ]);
    expect(templateOf(ran)).toEqual({ app: 'web', env: 'prod' });
  });

  test('existing: only keys that they have get new values', () => {
    const ran = labelled([DEPLOYMENT, SERVICE], { labels: { app: 'new', env: 'prod' }, selectors: 'existing' });
    expect(selectorsOf(ran)).toEqual([{ app: 'new' }, { app: 'new' }]);
    expect(templateOf(ran)).toEqual({ app: 'new', env: 'prod' });
  });

  test('never: they stay, those inside Pods too, and with them the labels of the template that they choose by', () => {
    const ran = labelled([DEPLOYMENT, SERVICE], { labels: { app: 'new', env: 'prod' }, selectors: 'never' });
    expect(selectorsOf(ran)).toEqual([{ app: 'web' }, { app: 'web' }]);
    expect(templateOf(ran)).toEqual({ app: 'web', env: 'prod' });
    expect(JSON.stringify(ran.items[0].spec.template.spec)).toContain('{"app":"web"}');
    expect(ran.items[0].metadata.labels).toEqual({ app: 'new', env: 'prod' });
    expect(warnings(ran)).toEqual([
      'LABEL_HELD the label app stays "web" at spec.template.metadata.labels: spec.selector.matchLabels chooses by it, and selectors are not to be changed',
    ]);
  });

  test('another word is an error that names the three', () => {
    const { exitCode, results } = labelled(SERVICE, { labels: { env: 'prod' }, selectors: 'none' });
    expect([exitCode, results[0]?.message]).toEqual([1, expect.stringMatching(/`selectors`.*create.*existing.*never/)]);
  });
});

describe('a selector that the API server lets nobody change', () => {
  test('is warned about, once for all, where it is another one than before', () => {
    const workloads = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Deployment', 'Deployment'].map(
      (kind, i) => DEPLOYMENT.replace('Deployment', kind).replace('name: web', `name: web-${i}`),
    );
    expect(warnings(labelled(workloads, { labels: { env: 'prod' } }))).toEqual([
      'IMMUTABLE_SELECTOR changed selectors that the API server lets nobody change once the object exists: ' +
        'Deployment web-0, StatefulSet web-1, DaemonSet web-2, ReplicaSet web-3, Deployment web-4 and 1 more; ' +
        'where it runs already, delete it first, or keep selectors with `selectors: never` in a SetLabels',
    ]);
  });

  test('that has the labels already is not, nor that of a Service', () => {
    const ran = labelled([DEPLOYMENT, SERVICE], { labels: { app: 'web' } });
    expect(warnings(ran)).toEqual([]);
    expect(warnings(labelled(SERVICE, { labels: { env: 'prod' } }))).toEqual([]);
  });
});

describe('fields of one’s own', () => {
  const ROLLOUT = yaml`
    apiVersion: argoproj.io/v1alpha1
    kind: Rollout
    metadata: {name: web}
    spec:
      selector: {matchLabels: {app: web}}
      template: {metadata: {labels: {app: web}}}
      cells:
      - {name: a, labels: {app: web}}
      - {name: b}
      annotations/labels: {x: y}
  `;
  const rollout = (path: string, create?: boolean) => ({ group: 'argoproj.io', kind: 'Rollout', path, create });

  test('get labels where the kind fits; lists are spelt with []', () => {
    const fields = [
      rollout('spec/template/metadata/labels', true),
      rollout('spec/selector/matchLabels'),
      rollout('spec/cells[]/labels', true),
      rollout('spec/annotations\\/labels', true),
      { kind: 'Job', path: 'spec/nowhere', create: true },
    ];
    const { items } = labelled(ROLLOUT, { labels: { app: 'new', env: 'prod' }, additionalLabelFields: fields });
    const both = { app: 'new', env: 'prod' };
    expect(items[0].spec).toEqual({
      selector: { matchLabels: { app: 'new' } },
      template: { metadata: { labels: both } },
      cells: [
        { name: 'a', labels: both },
        { name: 'b', labels: both },
      ],
      'annotations/labels': { x: 'y', ...both },
    });
  });

  test('that are selectors obey `selectors`', () => {
    const settings = { labels: { env: 'prod' }, additionalLabelFields: [rollout('spec/selector/matchLabels', true)] };
    const matchLabels = (more: object) =>
      labelled(ROLLOUT, { ...settings, ...more }).items[0].spec.selector.matchLabels;
    expect(matchLabels({})).toEqual({ app: 'web', env: 'prod' });
    expect(matchLabels({ selectors: 'existing' })).toEqual({ app: 'web' });
    expect(matchLabels({ selectors: 'never' })).toEqual({ app: 'web' });
  });

  test.each([
    [{ kind: 'Rollout' }, 'path'],
    [{ path: '/spec/' }, 'spec/template/metadata/labels'],
    [{ path: 'spec', fields: 1 }, 'fields'],
  ])('%j is an error', (field, mend) => {
    const { exitCode, results } = labelled(ROLLOUT, { labels: { env: 'prod' }, additionalLabelFields: [field] });
    expect([exitCode, results[0]?.message]).toEqual([1, expect.stringContaining(mend)]);
  });
});

describe('values of the site and of the package context', () => {
  const SITE = yaml`
    apiVersion: intent.nephio.org/v1alpha1
    kind: Site
    metadata: {name: edge1, annotations: {config.kubernetes.io/local-config: "true"}}
    spec: {cluster: edge-cluster-01}
  `;
  const context = (data: object) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kptfile.kpt.dev', annotations: { 'config.kubernetes.io/local-config': 'true' } },
      data,
    });
  const LABELS = { 'example.com/site': '${site}', where: 'on-${cluster}', package: '${name}', env: 'prod' };
  const labelsOf = (ran: Run) => ran.items.at(-1).metadata.labels;

  test('are filled in', () => {
    const ran = labelled([SITE, context({ name: 'upf', site: 'edge1' }), SERVICE], { labels: LABELS });
    expect(labelsOf(ran)).toEqual({
      'example.com/site': 'edge1',
      where: 'on-edge-cluster-01',
      package: 'upf',
      env: 'prod',
    });
  });

  test('also in a ConfigMap, and by a configured cluster name', () => {
    const list = listOf(
      [SITE, context({ name: 'upf', site: 'edge-cluster-01' }), SERVICE],
      configMap({ at: '${site}' }),
    );
    expect(labelsOf(run(setLabels, list))).toEqual({ at: 'edge1' });
  });

  test('of a package that has no site yet are left out, and said in infos', () => {
    const ran = labelled([SITE, context({ name: 'upf' }), SERVICE], { labels: LABELS });
    expect([ran.exitCode, labelsOf(ran)]).toEqual([0, { package: 'upf', env: 'prod' }]);
    expect(
      ran.results
        .filter(({ tags }) => tags?.code === 'LABEL_WAITS')
        .map(({ severity, message }) => [severity, message]),
    ).toEqual([
      ['info', 'the label example.com/site is not set: the package does not know ${site} yet'],
      ['info', 'the label where is not set: the package does not know ${cluster} yet'],
    ]);
  });

  test.each([
    [
      'a name nobody knows',
      { at: '${nam}' },
      { name: 'upf', site: 'edge1' },
      'did you mean ${name}? known are cluster, name, site',
    ],
    ['a site nobody knows', { at: '${site}' }, { site: 'edge9' }, 'unknown site "edge9"'],
    ['a value that is none for a label', { at: '${name}' }, { name: 'a b', site: 'edge1' }, '"a b" is no valid value'],
    ['a text around it that is none', { at: 'a b ${site}' }, { site: 'edge1' }, 'is no valid value'],
  ])('%s is an error', (_, labels, data, mend) => {
    const { exitCode, results } = labelled([SITE, context(data), SERVICE], { labels });
    expect([exitCode, results[0]?.message]).toEqual([1, expect.stringContaining(mend)]);
  });
});
