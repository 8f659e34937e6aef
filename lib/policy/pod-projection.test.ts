import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readApiFixtures } from '../../test/support/api-fixtures';
import { readMinimalObjects } from '../../test/support/minimal-objects';
import { yaml } from '../../test/support/yaml';
import { cloneValue } from '../yaml/value';
import { podOf } from './pod-projection';

const objects = [...readMinimalObjects(), ...readApiFixtures().map(({ good }) => good)];

describe('the Pod that a workload makes', () => {
  test('of a Deployment belongs to its ReplicaSet, and has the hash of its template', () => {
    const deployment = parse(yaml`
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: upf, namespace: core, labels: {team: a}}
      spec:
        selector: {matchLabels: {app: upf}}
        template:
          metadata: {labels: {app: upf}, annotations: {note: b}, creationTimestamp: null, name: ignored}
          spec: {hostNetwork: true, containers: [{name: upf, image: upf}]}
    `);
    expect(podOf(deployment)?.pod).toEqual(
      parse(yaml`
        apiVersion: v1
        kind: Pod
        metadata:
          name: upf-xxxxxxxxxx-xxxxx
          generateName: upf-xxxxxxxxxx-
          namespace: core
          labels: {app: upf, pod-template-hash: xxxxxxxxxx}
          annotations: {note: b}
          ownerReferences:
          - apiVersion: apps/v1
            kind: ReplicaSet
            name: upf-xxxxxxxxxx
            uid: 00000000-0000-0000-0000-000000000000
            controller: true
            blockOwnerDeletion: true
        spec: {hostNetwork: true, containers: [{name: upf, image: upf}]}
      `),
    );
  });

  test('of a StatefulSet is the first, with a name of its own and its claims', () => {
    const set = parse(yaml`
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: udr}
      spec:
        serviceName: udr
        ordinals: {start: 1}
        template:
          metadata: {labels: {app: udr}}
          spec: {containers: [{name: udr, image: udr}], volumes: [{name: tmp, emptyDir: {}}]}
        volumeClaimTemplates: [{metadata: {name: data}}, {metadata: {name: logs}}]
    `);
    const projected = podOf(set);
    const { metadata, spec } = projected?.pod ?? {};
    expect(metadata).toMatchObject({
      name: 'udr-1',
      labels: {
        app: 'udr',
        'apps.kubernetes.io/pod-index': '1',
        'controller-revision-hash': 'udr-xxxxxxxxxx',
        'statefulset.kubernetes.io/pod-name': 'udr-1',
      },
    });
    expect(spec).toMatchObject({
      hostname: 'udr-1',
      subdomain: 'udr',
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'data', persistentVolumeClaim: { claimName: 'data-udr-1' } },
        { name: 'logs', persistentVolumeClaim: { claimName: 'logs-udr-1' } },
      ],
    });
    expect(projected?.pathInWorkload(['spec', 'volumes', 0, 'emptyDir'])).toEqual([
      'spec',
      'template',
      'spec',
      'volumes',
      0,
      'emptyDir',
    ]);
    expect(projected?.pathInWorkload(['spec', 'volumes', 2])).toEqual(['spec', 'volumeClaimTemplates', 1]);
  });

  test('of a DaemonSet stays on nodes that are away', () => {
    const set = parse(yaml`
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: sriov}
      spec:
        template:
          spec:
            hostNetwork: true
            tolerations: [{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]
            containers: [{name: sriov, image: sriov}]
    `);
    const { tolerations } = (podOf(set)?.pod.spec ?? {}) as {
      tolerations: { key: string; tolerationSeconds?: number }[];
    };
    expect(tolerations).toHaveLength(7);
    expect(tolerations[0]).toEqual({ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' });
    expect(tolerations.at(-1)?.key).toBe('node.kubernetes.io/network-unavailable');
  });

  test('of an indexed Job knows its index', () => {
    const job = parse(yaml`
      apiVersion: batch/v1
      kind: Job
      metadata: {name: load}
      spec:
        completionMode: Indexed
        template:
          spec: {containers: [{name: a, image: a, env: [{name: A}]}, {name: b, image: b, env: [{name: JOB_COMPLETION_INDEX}]}]}
    `);
    const { metadata, spec } = podOf(job)?.pod ?? {};
    expect(metadata).toMatchObject({
      name: 'load-0-xxxxx',
      annotations: { 'batch.kubernetes.io/job-completion-index': '0' },
      finalizers: ['batch.kubernetes.io/job-tracking'],
      labels: { 'batch.kubernetes.io/job-name': 'load', 'job-name': 'load' },
    });
    const { containers } = spec as { containers: { env: { name: string }[] }[] };
    expect(containers.map(({ env }) => env.map(({ name }) => name))).toEqual([
      ['A', 'JOB_COMPLETION_INDEX'],
      ['JOB_COMPLETION_INDEX'],
    ]);
  });

  test('of a CronJob belongs to a Job, and its template is deeper', () => {
    const cron = parse(yaml`
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: backup}
      spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: b}}, spec: {containers: [{name: b, image: b}]}}}}}
    `);
    const projected = podOf(cron);
    expect(projected?.pod.metadata).toMatchObject({
      labels: { app: 'b', 'job-name': 'backup-00000000' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'backup-00000000' }],
    });
    expect(projected?.pathInWorkload(['spec', 'containers', 0, 'image'])).toEqual([
      'spec',
      'jobTemplate',
      'spec',
      'template',
      'spec',
      'containers',
      0,
      'image',
    ]);
    expect(projected?.pathInWorkload(['metadata', 'labels', 'app'])).toEqual([
      'spec',
      'jobTemplate',
      'spec',
      'template',
      'metadata',
      'labels',
      'app',
    ]);
    expect(projected?.pathInWorkload(['metadata', 'name'])).toEqual(['metadata', 'name']);
    expect(projected?.pathInWorkload([])).toEqual([]);
  });

  test('is there for kinds that make Pods, and for no others', () => {
    const kinds = objects.filter(object => podOf(object)).map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).toEqual([
      'CronJob',
      'DaemonSet',
      'Deployment',
      'Job',
      'ReplicaSet',
      'ReplicationController',
      'StatefulSet',
    ]);
    expect(podOf({ apiVersion: 'example.com/v1', kind: 'Deployment', spec: { template: {} } })).toBeUndefined();
    expect(podOf({ apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: null } })).toBeUndefined();
  });

  test('leaves the workload as it is', () => {
    for (const object of objects) {
      const before = cloneValue(object);
      podOf(object);
      expect(object).toEqual(before);
    }
  });
});
