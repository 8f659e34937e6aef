import { LIBRARY_POLICIES, type LibraryPolicy } from './library-policies';

/** The label that says which policy is for an object. */
export const JUDGED_BY = 'judged-by';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export interface JudgedObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string; labels: Record<string, string>; annotations?: Record<string, string> };
  [key: string]: Json | object;
}

/**
 * Objects that `LIBRARY_POLICIES` have something to say of, the policies in turn. Values are drawn from short lists in
 * which most are good: about half of the objects pass.
 *
 * @param random numbers from 0 to 1
 */
export function judgedObjects(count: number, random: () => number): { policy: LibraryPolicy; object: JudgedObject }[] {
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const maybe = (share: number): boolean => random() < share;
  return Array.from({ length: count }, (_, i) => {
    const policy = LIBRARY_POLICIES[i % LIBRARY_POLICIES.length];
    if (!policy) throw new Error('there are no policies');
    return { policy, object: MAKERS[policy.resource](policy, pick, maybe) };
  });
}

type Pick = <T>(...values: readonly T[]) => T;
type Maybe = (share: number) => boolean;

const MAKERS: Record<LibraryPolicy['resource'], (policy: LibraryPolicy, pick: Pick, maybe: Maybe) => JudgedObject> = {
  configmaps: configMap,
  deployments: deployment,
  pods: pod,
  services: service,
};

function metadata({ name }: LibraryPolicy, pick: Pick): JudgedObject['metadata'] {
  return { name: pick('web', 'core', 'upf', 'long-name'), namespace: 'default', labels: { [JUDGED_BY]: name } };
}

function configMap(policy: LibraryPolicy, pick: Pick, maybe: Maybe): JudgedObject {
  const data = {
    url: pick(
      'https://example.com/a?b=c',
      'https://example.com/a',
      'http://a.com',
      'https://example.com:8443/a%20b',
      '/a?x=1&x=2',
    ),
    text: pick('a b c', 'a b d', 'a b e', 'b1 bad', 'Xx 12 34', ' a a a', 'a b'),
    name: pick('abc', 'abc-1', 'a-b', 'a.b', '1abc', 'Abc_d', '-a'),
    list: pick('1,2,3', '1,2,4', '2,3,5', '3,2,1', '3,3,9', '1,1', '5,4,20', '2'),
    quantity: pick('100Mi', '1', '1500m', '2', '3Gi', '1Gi', '0', '-1', 'much'),
    ip: pick('10.0.0.1', '192.168.1.7', '2001:db8::1', '127.0.0.1', '0:0::1', 'fe80::1', '10.0.0', '224.0.0.1'),
    cidr: pick(
      '10.0.0.0/8',
      '10.1.0.0/16',
      '10.0.0.0/24',
      '192.168.7.1/24',
      '0.0.0.0/0',
      '2001:db8::/32',
      '10.0.0.0/33',
    ),
    version: pick('1.0.0', '1.4.2', '2.1.0', '1.2.3', '0.9.1', '3.1.0', '1.0', '1.10.0'),
    when: pick(
      '2024-02-05T10:05:20Z',
      '2025-02-11T00:00:00Z',
      '2024-02-14T12:00:00Z',
      '2031-12-31T23:59:59Z',
      '2023-12-31T22:30:00-05:00',
      'today',
    ),
    wait: pick('1m', '90s', '1h', '2h30m', '1s', '100ms'),
    number: pick('10', '12', '40', '4', '7', '63', '-3', '1.5'),
    flag: pick('true', 'true', 'true', 'false', 'maybe'),
    ...(maybe(0.5) && { optional: pick('maybe', 'some', 'bad', '', 'too-long-a-value') }),
    ...(maybe(0.15) && { forbidden: 'yes' }),
  };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(policy, pick), data };
}

function container(name: string, pick: Pick, maybe: Maybe): { [key: string]: Json } {
  // In the node's network, ports are taken once.
  const port = name === 'main' ? 80 : 81;
  return {
    name,
    image: pick('ghcr.io/a/b:1', 'ghcr.io/a/c:2', 'ghcr.io/a/d:1', 'docker.io/e:latest', 'f'),
    ...(maybe(0.3) && {
      resources: {
        limits: pick<Json>({ memory: '512Mi', cpu: '1' }, { memory: '2Gi' }, { cpu: '500m', memory: 1 }) as Json,
      },
    }),
    ...(maybe(0.3) && { ports: pick<Json>([{ containerPort: port }], [{ containerPort: 53, protocol: 'UDP' }]) }),
    ...(maybe(0.2) && { securityContext: pick<Json>({ privileged: true }, { privileged: false }, {}) }),
    ...(maybe(0.2) && {
      env: pick<Json>(
        [{ name: 'A', value: 'b' }],
        [{ name: 'DB_PASSWORD', value: 'x' }],
        [{ name: 'A' }, { name: 'A' }],
      ),
    }),
    ...(maybe(0.5) && {
      livenessProbe: pick<Json>(
        { httpGet: { port: 80 } },
        { httpGet: { port: 80, scheme: 'HTTPS' }, periodSeconds: 5 },
        { tcpSocket: { port: 80 }, periodSeconds: 20 },
      ),
    }),
  };
}

function initContainer(name: string, pick: Pick, maybe: Maybe): { [key: string]: Json } {
  const { livenessProbe: _, ...rest } = container(name, pick, maybe);
  return rest;
}

function deployment(policy: LibraryPolicy, pick: Pick, maybe: Maybe): JudgedObject {
  const replicas = pick(1, 2, 3, 4, 5, 6, 9, undefined, undefined);
  const meta = metadata(policy, pick);
  Object.assign(meta.labels, { app: pick('web', 'web', 'web', 'core') }, maybe(0.1) && { exempt: 'yes' });
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta,
    spec: {
      ...(replicas !== undefined && { replicas }),
      ...(maybe(0.3) && { minReadySeconds: pick(0, 5) }),
      ...(maybe(0.3) && {
        strategy: pick<Json>({ type: 'Recreate' }, { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } }, {}),
      }),
      ...(maybe(0.2) && { revisionHistoryLimit: pick(2, 10) }),
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          ...(maybe(0.3) && { terminationGracePeriodSeconds: pick(10, 30, 60) }),
          ...(maybe(0.2) && { dnsPolicy: pick('Default', 'ClusterFirst') }),
          containers: [container('main', pick, maybe), ...(maybe(0.3) ? [container('side', pick, maybe)] : [])],
        },
      },
    },
  };
}

function pod(policy: LibraryPolicy, pick: Pick, maybe: Maybe): JudgedObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(policy, pick),
    spec: {
      containers: [container('main', pick, maybe), ...(maybe(0.2) ? [container('side', pick, maybe)] : [])],
      ...(maybe(0.3) && { initContainers: [initContainer(pick('init', 'zero'), pick, maybe)] }),
      ...(maybe(0.2) && { hostNetwork: pick(true, false) }),
      ...(maybe(0.2) && { securityContext: pick<Json>({ runAsUser: 0 }, { runAsNonRoot: true }) }),
      ...(maybe(0.4) && {
        volumes: [
          {
            name: 'v',
            ...pick<object>(
              { hostPath: { path: '/a' } },
              { configMap: { name: 'c' } },
              { configMap: { name: 'c', defaultMode: 256 } },
              {},
            ),
          },
        ],
      }),
      ...(maybe(0.3) && {
        tolerations: pick<Json>([{ key: 'dedicated', operator: 'Exists' }], [{ operator: 'Exists' }]),
      }),
      ...(maybe(0.2) && { nodeSelector: pick<Json>({ 'kubernetes.io/os': 'linux' }, { zone: 'a' }) }),
    },
  };
}

function service(policy: LibraryPolicy, pick: Pick, maybe: Maybe): JudgedObject {
  const meta = metadata(policy, pick);
  if (maybe(0.3)) meta.annotations = { [pick('bad/one', 'good/one')]: 'x' };
  const port = {
    name: 'a',
    port: pick(80, 443, 8080, 9443),
    ...(maybe(0.3) && { targetPort: pick<Json>('http', 8080) }),
  };
  const second = { name: 'b', port: pick(81, 444, 9000), protocol: pick('TCP', 'UDP') };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta,
    spec: {
      ...(maybe(0.3) && { type: pick('NodePort', 'ClusterIP', 'LoadBalancer') }),
      ...(maybe(0.2) && { sessionAffinity: pick('ClientIP', 'None') }),
      ...(maybe(0.8) && { selector: { app: 'web' } }),
      ports: [port, ...(maybe(0.3) ? [second] : [])],
    },
  };
}
