import { describe, expect, test } from '@jest/globals';
import { configMap, type Data, listOf, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { setLabels } from './function';

const ENV = configMap({ env: 'prod' });

function labelled(document: string, config = ENV): Data {
  const { items, exitCode } = run(setLabels, listOf([document], config));
  expect(exitCode).toBe(0);
  return items[0];
}

const object = (apiVersion: string, kind: string, spec: object) =>
  JSON.stringify({ apiVersion, kind, metadata: { name: 'x' }, spec });

const selector = (labels: object) => ({ labelSelector: { matchLabels: labels } });

describe('where labels go', () => {
  test('into the metadata of every object, sorted, new ones behind those that are there', () => {
    const input = listOf(
      [
        yaml`
          apiVersion: example.com/v1
          kind: Thing
          metadata:
            name: x # the name
            labels:
              z: "1" # stays
              b: old
        `,
      ],
      configMap({ c: 'new', b: 'new', a: 'new' }),
    );
    expect(run(setLabels, input).stdout).toContain(
      yaml`
        name: x # the name
        labels:
          z: "1" # stays
          b: new
          a: new
          c: new
    `.replace(/^(?=.)/gm, '    '),
    );
  });

  test('a Service selects by them; a Knative Service, of another group, has no selector', () => {
    expect(labelled(object('v1', 'Service', { selector: { app: 'a' } })).spec.selector).toEqual({
      app: 'a',
      env: 'prod',
    });
    expect(labelled(object('v1', 'Service', {})).spec.selector).toEqual({ env: 'prod' });
    expect(labelled(object('serving.knative.dev/v1', 'Service', { template: {} })).spec).toEqual({ template: {} });
  });

  test.each([
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'ReplicaSet'],
    ['apps/v1', 'DaemonSet'],
    ['apps/v1', 'StatefulSet'],
    ['extensions/v1beta1', 'Deployment'],
  ])('%s %s: selector and Pod template', (apiVersion, kind) => {
    const { spec } = labelled(object(apiVersion, kind, { template: { spec: {} } }));
    expect(spec).toEqual({
      template: { spec: {}, metadata: { labels: { env: 'prod' } } },
      selector: { matchLabels: { env: 'prod' } },
    });
  });

  test('a Deployment of another group is none', () => {
    expect(labelled(object('example.com/v1', 'Deployment', { template: {} })).spec).toEqual({ template: {} });
  });

  test('a template that is not there is not made up', () => {
    expect(labelled(object('apps/v1', 'Deployment', { replicas: 1 })).spec).toEqual({
      replicas: 1,
      selector: { matchLabels: { env: 'prod' } },
    });
  });

  test('a ReplicationController: plain selector and template', () => {
    const { spec } = labelled(
      object('v1', 'ReplicationController', { selector: { a: 'b' }, template: { metadata: { labels: { a: 'b' } } } }),
    );
    expect(spec).toEqual({
      selector: { a: 'b', env: 'prod' },
      template: { metadata: { labels: { a: 'b', env: 'prod' } } },
    });
  });

  test('a Job: the template, but only selector keys that are there', () => {
    const spec = { selector: { matchLabels: { env: 'old', a: 'b' } }, template: { metadata: {} } };
    expect(labelled(object('batch/v1', 'Job', spec)).spec).toEqual({
      selector: { matchLabels: { env: 'prod', a: 'b' } },
      template: { metadata: { labels: { env: 'prod' } } },
    });
    expect(labelled(object('batch/v1', 'Job', { template: {} })).spec.selector).toBeUndefined();
  });

  test('a CronJob: job template, Pod template, and selector keys that are there', () => {
    const jobTemplate = { spec: { selector: { matchLabels: { env: 'old' } }, template: { spec: {} } } };
    expect(labelled(object('batch/v1', 'CronJob', { jobTemplate })).spec.jobTemplate).toEqual({
      metadata: { labels: { env: 'prod' } },
      spec: {
        selector: { matchLabels: { env: 'prod' } },
        template: { metadata: { labels: { env: 'prod' } }, spec: {} },
      },
    });
  });

  test('a StatefulSet: its volume claim templates', () => {
    const { spec } = labelled(
      object('apps/v1', 'StatefulSet', { volumeClaimTemplates: [{ metadata: { name: 'a' } }, { spec: {} }] }),
    );
    expect(spec.volumeClaimTemplates).toEqual([
      { metadata: { name: 'a', labels: { env: 'prod' } } },
      { spec: {}, metadata: { labels: { env: 'prod' } } },
    ]);
  });

  test('a PodDisruptionBudget: selector keys that are there', () => {
    expect(
      labelled(object('policy/v1', 'PodDisruptionBudget', { selector: { matchLabels: { env: 'old' } } })).spec.selector
        .matchLabels,
    ).toEqual({ env: 'prod' });
    expect(
      labelled(object('policy/v1', 'PodDisruptionBudget', { selector: { matchLabels: { app: 'a' } } })).spec.selector
        .matchLabels,
    ).toEqual({ app: 'a' });
  });

  test('a NetworkPolicy: selector keys that are there, in every rule', () => {
    const peer = (labels: object) => ({ podSelector: { matchLabels: labels } });
    const spec = {
      ...peer({ env: 'old' }),
      ingress: [{ from: [peer({ env: 'old' }), peer({ app: 'a' })] }, { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
      egress: [{ to: [peer({ env: 'old' })] }, {}],
    };
    expect(labelled(object('networking.k8s.io/v1', 'NetworkPolicy', spec)).spec).toEqual({
      ...peer({ env: 'prod' }),
      ingress: [{ from: [peer({ env: 'prod' }), peer({ app: 'a' })] }, { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
      egress: [{ to: [peer({ env: 'prod' })] }, {}],
    });
  });

  test('Pod affinity, anti-affinity and topology spread: selector keys that are there', () => {
    const podSpec = (value: string) => ({
      topologySpreadConstraints: [selector({ env: value }), selector({ app: 'a' })],
      affinity: {
        podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [selector({ env: value })] },
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            { weight: 1, podAffinityTerm: selector({ env: value, app: 'a' }) },
          ],
        },
      },
    });
    expect(
      labelled(object('apps/v1', 'Deployment', { template: { spec: podSpec('old') } })).spec.template.spec,
    ).toEqual(podSpec('prod'));
  });
});

describe('what is left alone', () => {
  test.each([
    ['a Kptfile', 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: x\n'],
    [
      'local config',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/local-config: "true"\n',
    ],
    ['the package context', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kptfile.kpt.dev\ndata:\n  name: x\n'],
    ['an intent', 'apiVersion: intent.nephio.org/v1alpha1\nkind: Intent\nmetadata:\n  name: x\n'],
  ])('%s', (_name, document) => {
    const input = listOf([document], ENV);
    expect(run(setLabels, input).stdout.startsWith(input)).toBe(true);
  });

  test('the config of a function in the pipeline', () => {
    const kptfile =
      'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: x\npipeline:\n  mutators:\n  - image: x\n    configPath: dir/config.yaml\n';
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  annotations:\n    config.kubernetes.io/path: dir/config.yaml\ndata: {}\n';
    const input = listOf([kptfile, config], ENV);
    expect(run(setLabels, input).stdout.startsWith(input)).toBe(true);
  });

  test('local-config "false" is no local config', () => {
    const document =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  annotations:\n    config.kubernetes.io/local-config: "false"\n';
    expect(labelled(document).metadata.labels).toEqual({ env: 'prod' });
  });

  test('what a selection leaves out', () => {
    const config = yaml`
      apiVersion: fn.kpt.dev/v1alpha1
      kind: SetLabels
      metadata:
        name: x
      labels:
        env: prod
      match:
      - kind: ConfigMap
      - group: apps
      exclude:
      - labels: {skip: "yes"}
    `;
    const documents = [
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n',
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n  labels:\n    skip: "yes"\n',
      'apiVersion: v1\nkind: Secret\nmetadata:\n  name: c\n',
      'apiVersion: apps/v1\nkind: ControllerRevision\nmetadata:\n  name: d\n',
    ];
    const { items } = run(setLabels, listOf(documents, config));
    expect(items.map(item => item.metadata.labels?.env)).toEqual(['prod', undefined, undefined, 'prod']);
  });
});

describe('odd input', () => {
  test('labels that are null, empty, unquoted numbers, or behind an alias', () => {
    expect(labelled('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels:\n').metadata.labels).toEqual({
      env: 'prod',
    });
    expect(labelled('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels: {}\n').metadata.labels).toEqual({
      env: 'prod',
    });
    expect(
      labelled('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels: {env: 5}\n').metadata.labels,
    ).toEqual({ env: 'prod' });
    const shared = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  annotations: &a {b: c}\n  labels: *a\n';
    expect(labelled(shared).metadata).toEqual({ name: 'x', annotations: { b: 'c' }, labels: { b: 'c', env: 'prod' } });
  });

  test('a list where labels belong is an error that names the field', () => {
    const { exitCode, results } = run(
      setLabels,
      listOf(['apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels: [a]\n'], ENV),
    );
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({
      severity: 'error',
      field: { path: 'metadata.labels' },
      tags: { code: 'NOT_A_MAPPING' },
    });
  });
});

describe('the config', () => {
  const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n';
  const typed = (text: string) => `apiVersion: fn.kpt.dev/v1alpha1\nkind: SetLabels\nmetadata:\n  name: c\n${text}`;

  test('SetLabels of any version', () => {
    expect(labelled(MAP, typed('labels: {env: prod}\n').replace('v1alpha1', 'v1beta2')).metadata.labels).toEqual({
      env: 'prod',
    });
  });

  test('keeps texts that look like something else in quotes', () => {
    const { stdout } = run(setLabels, listOf([MAP], configMap({ a: '5', b: 'yes', c: 'true', d: '' })));
    expect(stdout).toContain('    labels:\n      a: "5"\n      b: "yes"\n      c: "true"\n      d: ""\n');
  });

  test.each<[string, string | undefined, string[]]>([
    [
      'none',
      undefined,
      [
        'no functionConfig is given: give a ConfigMap (`configMap:` in the Kptfile), or a SetLabels (fn.kpt.dev/v1alpha1)',
      ],
    ],
    ['the empty one that kpt eval makes up', configMap({}), ['no functionConfig is given']],
    [
      'another kind',
      'apiVersion: fn.kpt.dev/v1alpha1\nkind: BadKind\nmetadata:\n  name: c\n',
      ['functionConfig BadKind (fn.kpt.dev/v1alpha1) is not understood: give a ConfigMap'],
    ],
    [
      'a kind of another group',
      'apiVersion: example.com/v1\nkind: SetLabels\nmetadata:\n  name: c\nlabels: {}\n',
      ['is not understood'],
    ],
    [
      'an unknown setting',
      typed('lables: {env: prod}\n'),
      ['functionConfig has no setting `lables`: did you mean `labels`?'],
    ],
    [
      'an unknown part of a selector',
      typed('labels: {a: b}\nmatch: [{kinds: x}]\n'),
      ['there is no `kinds`; did you mean `kind`? (known: apiVersion, group'],
    ],
    ['labels that are a list', typed('labels: [a]\n'), ['`labels` is no mapping']],
    ['a number without quotes', typed('labels: {a: 5}\n'), ['the value of the label a is no string: put it in quotes']],
    [
      'invalid keys',
      configMap({ 'a b': 'x', 'UPPER/a': 'x', [`${'x'.repeat(64)}`]: 'x' }),
      ['the name has 64 characters', 'the prefix "UPPER" is no DNS subdomain', '"a b" is no valid label key'],
    ],
    [
      'invalid values',
      configMap({ a: 'no spaces', b: 'x'.repeat(64), c: '-x' }),
      ['"no spaces" is no valid value for the label a', 'it has 64 characters', '"-x" is no valid value'],
    ],
  ])('%s is an error that tells the mend', (_name, config, messages) => {
    const { exitCode, results, stdout } = run(setLabels, listOf([MAP], config));
    expect(exitCode).toBe(1);
    expect(stdout).toContain('name: x');
    expect(results.map(result => result.severity)).toEqual(messages.map(() => 'error'));
    messages.forEach((message, i) => {
      expect(results[i]?.message).toContain(message);
    });
  });

  test('no labels is a warning, as in the catalog; no resources an info', () => {
    expect(run(setLabels, listOf([MAP], typed('labels: {}\n')))).toMatchObject({
      exitCode: 0,
      results: [{ severity: 'warning' }],
    });
    expect(run(setLabels, listOf([], ENV))).toMatchObject({
      exitCode: 0,
      results: [{ severity: 'info', message: 'no input resources: nothing to label' }],
    });
  });
});
