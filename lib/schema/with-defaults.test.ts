import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readApiFixtures } from '../../test/support/api-fixtures';
import { readMinimalObjects } from '../../test/support/minimal-objects';
import { processorTime } from '../../test/support/processor-time';
import { yaml } from '../../test/support/yaml';
import { cloneValue, isMap, type YamlMap } from '../yaml/value';
import { SchemaCatalog } from './catalog';
import { KUBERNETES_VERSIONS } from './pack';
import { withDefaults } from './with-defaults';

const newest = new SchemaCatalog({ kubernetesVersion: '1.36', hasApiRules: false }, []);
const complete = (text: string, catalog = newest) => withDefaults(parse(text), catalog);
const objects = [...readMinimalObjects(), ...readApiFixtures().map(({ good }) => good)];

const DEPLOYMENT = yaml`
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: upf
  spec:
    paused: false
    selector: {matchLabels: {app: upf}}
    template:
      metadata: {labels: {app: upf}}
      spec:
        containers:
        - name: upf
          image: example.com/upf
          ports: [{containerPort: 8805}]
          resources: {limits: {cpu: 1000m, memory: 1.5Gi}}
`;

test('a Deployment has replicas, a strategy and complete containers', () => {
  expect(complete(DEPLOYMENT)).toEqual(
    parse(yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: upf, namespace: default, generation: 1}
      spec:
        progressDeadlineSeconds: 600
        replicas: 1
        revisionHistoryLimit: 10
        selector: {matchLabels: {app: upf}}
        strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}
        template:
          metadata: {labels: {app: upf}}
          spec:
            containers:
            - name: upf
              image: example.com/upf
              imagePullPolicy: Always
              ports: [{containerPort: 8805, protocol: TCP}]
              resources: {limits: {cpu: "1", memory: 1536Mi}}
              terminationMessagePath: /dev/termination-log
              terminationMessagePolicy: File
            dnsPolicy: ClusterFirst
            restartPolicy: Always
            schedulerName: default-scheduler
            securityContext: {}
            terminationGracePeriodSeconds: 30
      status: {}
    `),
  );
});

test('a Service that is reached from outside lets all of the cluster answer', () => {
  const { spec } = complete(yaml`
    apiVersion: v1
    kind: Service
    metadata: {name: amf}
    spec: {type: LoadBalancer, selector: {app: amf}, ports: [{port: 38412, protocol: SCTP}]}
  `);
  expect(spec).toEqual({
    allocateLoadBalancerNodePorts: true,
    externalTrafficPolicy: 'Cluster',
    internalTrafficPolicy: 'Cluster',
    ipFamilyPolicy: 'SingleStack',
    ports: [{ port: 38412, protocol: 'SCTP', targetPort: 38412 }],
    selector: { app: 'amf' },
    sessionAffinity: 'None',
    type: 'LoadBalancer',
  });
});

test('the texts of a Secret are data', () => {
  const { data, stringData } = complete(yaml`
    apiVersion: v1
    kind: Secret
    metadata: {name: keys}
    data: {a: YQ==, b: Yg==}
    stringData: {b: x}
  `);
  expect(data).toEqual({ a: 'YQ==', b: 'eA==' });
  expect(stringData).toBeUndefined();
});

test('a custom resource has the defaults of its schema', () => {
  const crd = parse(yaml`
    spec:
      group: example.com
      scope: Namespaced
      names: {kind: Cell}
      versions:
      - name: v1
        schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, default: {}, properties: {band: {type: string, default: n78}, power: {type: integer, default: 40, nullable: true}}}}}}
  `);
  const catalog = new SchemaCatalog({ kubernetesVersion: '1.36', hasApiRules: false }, [crd]);
  const cell = { apiVersion: 'example.com/v1', kind: 'Cell', metadata: { name: 'a' } };
  expect(withDefaults(cell, catalog)).toEqual({
    ...cell,
    metadata: { name: 'a', namespace: 'default', generation: 1 },
    spec: { band: 'n78', power: 40 },
  });
});

test('an object without a schema stays as it is', () => {
  const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec: null };
  expect(withDefaults(thing, newest)).toBe(thing);
});

test('what a version has no default or field for is not there', () => {
  const pod = yaml`
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      hostUsers: false
      containers: [{name: a, image: 'a:1'}]
      volumes: [{name: model, image: {reference: 'example.com/model'}}]
  `;
  const of = (kubernetesVersion: string) =>
    complete(pod, new SchemaCatalog({ kubernetesVersion, hasApiRules: false }, [])).spec as YamlMap;
  expect(of('1.32').hostUsers).toBeUndefined();
  expect(of('1.33').hostUsers).toBe(false);
  expect(of('1.34').volumes).toEqual([{ name: 'model', emptyDir: {} }]);
  expect(of('1.35').volumes).toEqual([
    { name: 'model', image: { reference: 'example.com/model', pullPolicy: 'Always' } },
  ]);
});

describe.each(KUBERNETES_VERSIONS)('in Kubernetes %s', kubernetesVersion => {
  const catalog = new SchemaCatalog({ kubernetesVersion, hasApiRules: false }, []);

  test('what is complete stays as it is', () => {
    // The template of this Job gets labels, which the next time are those of the Job, too.
    for (const object of objects.filter(({ metadata }) => isMap(metadata) && metadata.name !== 'job-bare')) {
      const once = withDefaults(object, catalog);
      expect(withDefaults(once, catalog)).toEqual(once);
    }
  });

  test('what is written is not changed', () => {
    for (const object of objects) {
      const before = cloneValue(object);
      withDefaults(object, catalog);
      expect(object).toEqual(before);
    }
  });
});

test('the defaults of 5,000 Deployments take little time', () => {
  const deployments = Array.from(
    { length: 5000 },
    (_, i): YamlMap => ({ ...parse(DEPLOYMENT), metadata: { name: `d-${i}` } }),
  );
  withDefaults(deployments[0] as YamlMap, newest);
  const milliseconds = processorTime(() => {
    for (const deployment of deployments) withDefaults(deployment, newest);
  });
  // Measured: 40 ms on two cores that are shared.
  expect(milliseconds).toBeLessThan(1000);
});
