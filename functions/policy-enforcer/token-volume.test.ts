import { expect, test } from '@jest/globals';
import { binding, codes, deployment, enforce, policy } from '../../test/support/policies';

/** The volume with a token that admission adds to Pods before policies see them. */

const PODS = {
  matchConstraints: {
    resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
  },
};
const NO_PROJECTED = policy('object.spec.?volumes.orValue([]).all(v, !has(v.projected))', PODS);
const NO_MOUNTS = policy('object.spec.containers.all(c, !has(c.volumeMounts))', PODS);
const SETTINGS = { defaulting: true, namespaceObject: 'package' };

const template = (spec: object = {}) => ({
  template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec } },
});
const pod = (spec: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers: [{ name: 'web', image: 'web:1' }], ...spec },
  });
const account = (name: string, metadata: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, ...metadata },
    automountServiceAccountToken: false,
  });

test('is what policies see, and nobody writes it: findings in it are at what leaves it out', () => {
  for (const rule of [NO_PROJECTED, NO_MOUNTS]) {
    const [ofPod, ofDeployment] = enforce([rule, binding(), pod(), deployment(template())], SETTINGS);
    expect(ofPod).toMatchObject({ field: { path: 'spec.automountServiceAccountToken' } });
    expect(ofPod?.message).toContain(': change spec.automountServiceAccountToken; or exempt');
    expect(ofDeployment).toMatchObject({ field: { path: 'spec.template.spec.automountServiceAccountToken' } });
  }
});

test('is in no template', () => {
  const rule = policy('!has(object.spec.template.spec.volumes)');
  expect(codes([rule, binding(), deployment(template())], SETTINGS)).toEqual([]);
});

test('is left out by the Pod, or by the account in its namespace', () => {
  const found = (...objects: string[]) => codes([NO_PROJECTED, binding(), ...objects], SETTINGS);
  expect(found(pod({ automountServiceAccountToken: false }))).toEqual([]);
  expect(found(pod(), account('default'))).toEqual([]);
  expect(found(pod({ serviceAccountName: 'web' }), account('web', { namespace: 'default' }))).toEqual([]);
  expect(found(pod(), account('web'))).toEqual(['POLICY_DENIED']);
  expect(found(pod(), account('default', { namespace: 'core' }))).toEqual(['POLICY_DENIED']);
  expect(found(pod({ automountServiceAccountToken: true }), account('default'))).toEqual(['POLICY_DENIED']);
});
