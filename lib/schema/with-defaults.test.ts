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

describe('the token of a Pod', () => {
  const POD = yaml`
    apiVersion: v1
    kind: Pod
    metadata: {name: a}
    spec:
      initContainers: [{name: i, image: 'a:1', volumeMounts: [{name: v, mountPath: /v}]}]
      containers:
      - {name: a, image: 'a:1'}
      - {name: b, image: 'a:1', volumeMounts: [{name: v, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}]}
      volumes: [{name: v, emptyDir: {}}]
  `;
  const MOUNT = parse(
    '{name: kube-api-access-xxxxx, readOnly: true, mountPath: /var/run/secrets/kubernetes.io/serviceaccount}',
  );
  const specOf = (pod: YamlMap) => pod.spec as { [list: string]: YamlMap[] };
  const mountsOf = (pod: YamlMap) =>
    [...(specOf(pod).initContainers ?? []), ...(specOf(pod).containers ?? [])].map(each => each.volumeMounts);

  test('is a volume of its own, where nothing else is mounted', () => {
    const pod = complete(POD);
    expect(specOf(pod).volumes?.at(-1)).toEqual(
      parse(yaml`
        name: kube-api-access-xxxxx
        projected:
          defaultMode: 420
          sources:
          - serviceAccountToken: {expirationSeconds: 3607, path: token}
          - configMap: {name: kube-root-ca.crt, items: [{key: ca.crt, path: ca.crt}]}
          - downwardAPI: {items: [{path: namespace, fieldRef: {apiVersion: v1, fieldPath: metadata.namespace}}]}
      `),
    );
    expect(mountsOf(pod)).toEqual([
      [{ name: 'v', mountPath: '/v' }, MOUNT],
      [MOUNT],
      [{ name: 'v', mountPath: MOUNT.mountPath }],
    ]);
  });

  test('is left out where the Pod, or else its account, says so', () => {
    const hasToken = (spec: string, says?: boolean) =>
      specOf(withDefaults(parse(POD.replace('spec:', `spec:\n  ${spec}`)), newest, () => says)).volumes?.length === 2;
    expect([hasToken('automountServiceAccountToken: false'), hasToken('hostIPC: false', false)]).toEqual([
      false,
      false,
    ]);
    expect([hasToken('automountServiceAccountToken: true', false), hasToken('hostIPC: false', true)]).toEqual([
      true,
      true,
    ]);
  });

  test('is that of the account in its namespace', () => {
    const asked: string[] = [];
    const ask = (...about: string[]) => void asked.push(about.join('/'));
    withDefaults(parse(POD), newest, ask as () => undefined);
    withDefaults(
      parse(POD.replace('{name: a}', '{name: a, namespace: core}').replace('spec:', 'spec:\n  serviceAccount: upf')),
      newest,
      ask as () => undefined,
    );
    expect(asked).toEqual(['default/default', 'core/upf']);
  });

  test('is not needed where every container has something else there', () => {
    const own = POD.replace(/.*initContainers.*\n.*containers:\n.*name: a, image.*\n/, '  containers:\n');
    expect(specOf(complete(own)).volumes).toHaveLength(1);
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
      automountServiceAccountToken: false
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
