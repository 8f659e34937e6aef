import { describe, expect, test } from '@jest/globals';
import { binding, codes, policy } from '../../test/support/policies';

/** What the API server allocates before policies see an object: that it is there is known, and not what it is. */

const EVERYTHING = { resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }] };

function found(object: object, expression: string, settings: object = { defaulting: true }): string[] {
  const documents = [policy(expression, { matchConstraints: EVERYTHING }), binding(), JSON.stringify(object)];
  return codes(documents, { podProjection: false, ...settings });
}

describe('of a Service', () => {
  const service = (spec: object) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's' },
    spec: { ports: [{ port: 80 }], selector: { app: 's' }, ...spec },
  });

  test.each([
    ['!has(object.spec.clusterIP)', ['POLICY_DENIED']],
    ['has(object.spec.clusterIP) && has(object.spec.clusterIPs)', []],
    ["object.spec.clusterIP == 'None'", ['NOT_DECIDABLE']],
    ["object.spec.?clusterIPs.orValue([]).exists(ip, ip.startsWith('10.'))", ['NOT_DECIDABLE']],
    ['object.spec.ipFamilies.size() == 1', ['NOT_DECIDABLE']],
    // This has a default.
    ["object.spec.ipFamilyPolicy == 'SingleStack'", []],
    ['object.spec.ports.exists(p, has(p.nodePort))', ['POLICY_DENIED']],
    ['has(object.spec.healthCheckNodePort)', ['POLICY_DENIED']],
  ])('%s: %j', (expression, expected) => {
    expect(found(service({}), expression)).toEqual(expected);
  });

  test.each([
    [{ clusterIP: 'None' }, "object.spec.clusterIP == 'None' && object.spec.clusterIPs == ['None']", []],
    [{ clusterIP: 'None' }, 'has(object.spec.ipFamilies)', []],
    [{ clusterIP: '10.0.0.7' }, "object.spec.clusterIP == '10.0.0.7' && object.spec.ipFamilies == ['IPv4']", []],
    [{ clusterIP: 'fd00::7' }, "object.spec.ipFamilies == ['IPv6']", []],
    [{ ipFamilies: ['IPv6'] }, "object.spec.ipFamilies == ['IPv6']", []],
    [{ clusterIP: 'None', selector: null }, "object.spec.ipFamilyPolicy == 'RequireDualStack'", []],
    [{ clusterIP: 'None', selector: null, ipFamilies: ['IPv6'] }, "object.spec.ipFamilies == ['IPv6', 'IPv4']", []],
    [{ type: 'ExternalName', externalName: 'a.b' }, '!has(object.spec.clusterIP) && !has(object.spec.ipFamilies)', []],
    [{ type: 'NodePort' }, 'object.spec.ports.all(p, has(p.nodePort))', []],
    [{ type: 'NodePort' }, 'object.spec.ports.all(p, p.nodePort > 30000)', ['NOT_DECIDABLE']],
    [{ type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }, 'object.spec.ports[0].nodePort == 30080', []],
    [{ type: 'LoadBalancer' }, 'has(object.spec.ports[0].nodePort) && !has(object.spec.healthCheckNodePort)', []],
    [{ type: 'LoadBalancer', allocateLoadBalancerNodePorts: false }, '!has(object.spec.ports[0].nodePort)', []],
    [{ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }, 'has(object.spec.healthCheckNodePort)', []],
    [
      { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 },
      'object.spec.healthCheckNodePort == 31000',
      [],
    ],
  ])('%j: %s', (spec, expression, expected) => {
    expect(found(service(spec), expression)).toEqual(expected);
  });

  test('nothing, where it is judged as it is written', () => {
    expect(found(service({}), '!has(object.spec.clusterIP)', { defaulting: false })).toEqual([]);
  });
});

describe('of a Job', () => {
  const job = (spec: object, labels?: object) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j', ...(labels && { labels }) },
    spec: {
      template: {
        metadata: { labels: { app: 'j' } },
        spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] },
      },
      ...spec,
    },
  });
  const UID = "'batch.kubernetes.io/controller-uid'";

  test.each([
    ['has(object.spec.selector) && has(object.spec.selector.matchLabels)', []],
    [`object.spec.selector.matchLabels.size() == 1 && ${UID} in object.spec.selector.matchLabels`, []],
    [`object.spec.selector.matchLabels[${UID}] == ''`, ['NOT_DECIDABLE']],
    ["'controller-uid' in object.spec.template.metadata.labels", []],
    ['object.spec.template.metadata.labels.size() == 5', []],
    ["object.spec.template.metadata.labels.app == 'j'", []],
    // It has the labels of its template.
    ['object.metadata.labels.size() == 5', []],
  ])('%s: %j', (expression, expected) => {
    expect(found(job({}), expression)).toEqual(expected);
  });

  test('not the labels that it has itself', () => {
    expect(found(job({}, { own: 'x' }), "object.metadata.labels == {'own': 'x'}")).toEqual([]);
  });

  test('nothing, where it selects by hand', () => {
    const byHand = job({ manualSelector: true, selector: { matchLabels: { app: 'j' } } });
    const expression =
      "object.spec.selector.matchLabels == {'app': 'j'} && object.spec.template.metadata.labels == {'app': 'j'}";
    expect(found(byHand, expression)).toEqual([]);
  });
});
