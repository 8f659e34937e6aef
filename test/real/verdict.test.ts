import { describe, expect, test } from '@jest/globals';
import { yaml } from '../support/yaml';
import { suiteJudge } from './apiserver/suite-judge';

const judge = suiteJudge();

const ACCEPTED = { verdict: 'accepted', code: 201, reason: '', message: '', causes: [], warnings: [] };

interface Change {
  spec?: object;
  labels?: Record<string, string>;
  container?: object;
  containers?: object[];
}

function deployment({ spec, labels = { app: 'web' }, container, containers }: Change = {}): object {
  const web = { name: 'web', image: 'registry.example.com/web:1', ...container };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels }, spec: { containers: containers ?? [web] } },
      ...spec,
    },
  };
}

const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec });

describe('what is accepted', () => {
  test('a Deployment, in a namespace that was not there', async () => {
    expect(await judge().verdict(deployment())).toEqual(ACCEPTED);
  });

  test('a Pod, which needs its namespace’s service account', async () => {
    const spec = { containers: [{ name: 'web', image: 'web:1' }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'pods' }, spec };
    expect(await judge().verdict(pod)).toMatchObject({ verdict: 'accepted' });
  });

  test('nothing is kept, and the same again is accepted again', async () => {
    expect(await judge().verdict(deployment())).toEqual(ACCEPTED);
    const { body } = await judge().server.client.get<{ items: object[] }>('/apis/apps/v1/deployments');
    expect(body.items).toEqual([]);
  });

  test('a namespace that is there already', async () => {
    expect(await judge().verdict({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })).toEqual(
      ACCEPTED,
    );
  });
});

describe('what is refused', () => {
  test('an unknown field', async () => {
    expect(await judge().verdict(deployment({ spec: { replicass: 2 } }))).toEqual({
      verdict: 'refused',
      code: 400,
      reason: 'BadRequest',
      message:
        'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicass"',
      causes: [{ field: 'spec.replicass', reason: 'UnknownField', message: 'unknown field "spec.replicass"' }],
      warnings: [],
    });
  });

  test('a value of the wrong type', async () => {
    const { verdict, causes } = await judge().verdict(deployment({ spec: { replicas: 'two' } }));
    expect(verdict).toBe('refused');
    expect(causes).toMatchObject([{ field: 'spec.replicas', reason: 'WrongType' }]);
  });

  test.each([
    ['a field that is missing', deployment({ container: { image: '' } }), 'spec.template.spec.containers[0].image'],
    [
      'a template without the selector’s labels',
      deployment({ labels: { app: 'shop' } }),
      'spec.template.metadata.labels',
    ],
    [
      'two containers of one name',
      deployment({ containers: ['1', '2'].map(tag => ({ name: 'web', image: `web:${tag}` })) }),
      'spec.template.spec.containers[1].name',
    ],
    ['a type that Services do not have', service({ type: 'Balanced', ports: [{ port: 80 }] }), 'spec.type'],
    [
      'two ports of one number',
      service({
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      }),
      'spec.ports[1]',
    ],
  ])('%s', async (_what, manifest, field) => {
    const { verdict, code, reason, causes } = await judge().verdict(manifest);
    expect({ verdict, code, reason }).toEqual({ verdict: 'refused', code: 422, reason: 'Invalid' });
    expect(causes.map(cause => cause.field)).toEqual([field]);
  });

  test('a key that is there twice, in YAML', async () => {
    const text = yaml`
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: twice}
      data:
        a: "1"
        a: "2"
    `;
    const { verdict, message } = await judge().verdict(text);
    expect({ verdict, message }).toEqual({
      verdict: 'refused',
      message: expect.stringContaining('key "a" already set'),
    });
  });

  test('a value that is a boolean to the server’s YAML, and text to others', async () => {
    const text = yaml`
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: norway}
      data: {country: no}
    `;
    const { verdict, message } = await judge().verdict(text);
    expect({ verdict, message }).toEqual({ verdict: 'refused', message: expect.stringContaining('bool') });
  });
});

test('a kind that nobody serves', async () => {
  const manifest = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' } };
  expect(await judge().verdict(manifest)).toMatchObject({
    verdict: 'unknown-kind',
    message: 'no matches for kind "Thing" in version "example.com/v1"',
  });
  expect(await judge().verdict({ kind: 'Thing' })).toMatchObject({ verdict: 'unknown-kind' });
});

test('what the server warns of', async () => {
  const node = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } };
  const containers = [{ name: 'web', image: 'web:1' }];
  const nodeSelector = { 'beta.kubernetes.io/os': 'linux' };
  expect(await judge().verdict({ ...node, spec: { containers, nodeSelector } })).toMatchObject({
    verdict: 'accepted',
    warnings: ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
  });
});
