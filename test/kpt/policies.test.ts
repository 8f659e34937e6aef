import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { KptPackage } from '../support/kpt-package';
import { yaml } from '../support/yaml';

/** The policies of the blueprints: what they deny stops a render, with every finding and where to mend it. */

const BLUEPRINTS = join(__dirname, '../../blueprints');

const packages: KptPackage[] = [];
afterAll(() => {
  for (const kptPackage of packages) kptPackage.remove();
});

/** A copy of a blueprint, with these files in place of its own or beside them. */
function open(blueprint: string, files: Record<string, string | ((text: string) => string)>): KptPackage {
  const kptPackage = new KptPackage(join(BLUEPRINTS, blueprint));
  packages.push(kptPackage);
  for (const [file, content] of Object.entries(files)) {
    const path = join(kptPackage.folder, file);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    kptPackage.write(file, typeof content === 'string' ? content : content(text));
  }
  kptPackage.commit('broken');
  return kptPackage;
}

/** What policy-enforcer has found: the object, the field, the file, the rule; and how to mend it. */
function denials(stderr: string): { found: string; mend: string }[] {
  const lines = stderr.split('\n').filter(line => line.startsWith('    [error]'));
  return lines.map(line => {
    const [, where, rule, mend] =
      /^ {4}\[error\] (.*): ValidatingAdmissionPolicy '.*' denied request: (\w+): .* \(policy in .*?\): (.*); or exempt it in the config with a reason$/.exec(
        line,
      ) ?? [];
    return { found: `${where} ${rule}`, mend: mend ?? line };
  });
}

/** Renders what must not pass; gives what is said, after a look at the files: nothing of it was written. */
function refused(kptPackage: KptPackage) {
  const { status, stderr } = kptPackage.render();
  expect({ status, diff: kptPackage.diff() }).toEqual({ status: 1, diff: '' });
  expect(stderr).not.toContain('validate-schema');
  return denials(stderr);
}

const specialised = (text: string) => text.replace('name: example', 'name: network-slice\n  site: edge2');

const UPF = yaml`
  # Runs where it likes, and as what it likes.
  apiVersion: apps/v1
  kind: Deployment
  metadata:
    name: upf
    namespace: intent-to-krm
  spec:
    selector:
      matchLabels: {app: upf}
    template:
      metadata:
        labels: {app: upf}
      spec:
        hostNetwork: true
        initContainers:
        - name: routes
          image: registry.example.com/routes:1.0
          resources: {limits: {cpu: 100m, memory: 64Mi}}
          securityContext:
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
        containers:
        - name: upf
          image: registry.example.com/upf:latest
          env:
          - {name: DB_PASSWORD, value: secret}
          securityContext:
            privileged: true
            readOnlyRootFilesystem: true
            capabilities: {drop: [ALL]}
          livenessProbe: {tcpSocket: {port: 8805}}
  ---
  apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    name: upf
    namespace: intent-to-krm
  spec:
    podSelector: {}
`;

const ROLE = yaml`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: upf
  rules:
  - apiGroups: [""]
    resources: [nodes]
    verbs: [get]
`;

describe('the slices', () => {
  test('too greedy, with a network function that is too free, and a role: every finding is said, with its mend', () => {
    const found = refused(
      open('network-slice', {
        'package-context.yaml': specialised,
        'urllc-intent.yaml': text => text.replace('250us', '50us'),
        'embb-intent.yaml': text => text.replace('10Gbps', '100Gbps').replace('100000 #', '5000000 #'),
        'upf/deployment.yaml': `${UPF}---\n${ROLE}`,
      }),
    );
    const upf = 'apps/v1/Deployment/intent-to-krm/upf spec.template.spec';
    const role = 'rbac.authorization.k8s.io/v1/ClusterRole/upf kind: upf/deployment.yaml (object 2)';
    const from = (expectation: string) =>
      `change spec.targets[0].normalized.value by way of ${expectation}, which it is made from`;
    const container = `${upf}.containers[0]`;
    expect(found.map(({ found }) => found).sort()).toEqual([
      `${container}.env[0].name: upf/deployment.yaml noPlaintextSecrets`,
      `${container}.image: upf/deployment.yaml noLatestTag`,
      `${container}.readinessProbe: upf/deployment.yaml probes`,
      `${container}.resources.limits.cpu: upf/deployment.yaml limitsAndRequests`,
      `${container}.securityContext.privileged: upf/deployment.yaml privileged`,
      `${upf}.hostNetwork: upf/deployment.yaml hostNamespaces`,
      'ran.nephio.org/v1alpha1/RANBundle/intent-to-krm/ran-bundle-embb-ran spec.targets[0].normalized.value: bundles/ran-bundle-embb-ran.yaml maxThroughputPerUE',
      `${role} denyRBACChanges`,
      'tn.nephio.org/v1alpha1/TNBundle/intent-to-krm/tn-bundle-embb-transport spec.targets[0].normalized.value: bundles/tn-bundle-embb-transport.yaml maxThroughputPerSlice',
      'tn.nephio.org/v1alpha1/TNBundle/intent-to-krm/tn-bundle-urllc-transport spec.targets[0].normalized.value: bundles/tn-bundle-urllc-transport.yaml minLatency',
      'workload.nephio.org/v1alpha1/NetworkSlice/intent-to-krm/slice-embb-video spec.serviceProfile.dLThptPerUE.guaThpt: slices/slice-embb-video.yaml maxThroughputPerUE',
    ]);
    expect(found.map(({ mend }) => mend)).toEqual(
      expect.arrayContaining([
        'leave the object out',
        `change ${container.slice(container.indexOf('spec'))}.image`,
        from('Intent/embb-video/embb-ran'),
        from('Intent/embb-video/embb-transport'),
        from('Intent/urllc-factory/urllc-transport'),
      ]),
    );
  });
});

describe('the baseline', () => {
  const label = '    pod-security.kubernetes.io/enforce: restricted\n';

  test('a namespace that takes any Pod, and roles that grant everything', () => {
    const found = refused(
      open('cluster-baseline', {
        'namespace.yaml': text => text.replace(label, label.replace('restricted', 'privileged')),
        'unlabelled.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: upf\n',
        'rbac.yaml': text => `${text.replace('resources: [networkslices]', 'resources: ["*"]')}---\n${ADMIN}`,
      }),
    );
    const labels = 'metadata.labels["pod-security.kubernetes.io/enforce"]';
    expect(found.map(({ found }) => found).sort()).toEqual([
      `rbac.authorization.k8s.io/v1/ClusterRole/edge-sync-role rules[3].resources: rbac.yaml wildcards`,
      `rbac.authorization.k8s.io/v1/ClusterRole/upf-admin rules[1].apiGroups: rbac.yaml (object 1) wildcards`,
      `rbac.authorization.k8s.io/v1/ClusterRole/upf-admin rules[1].verbs: rbac.yaml (object 1) wildcards`,
      `rbac.authorization.k8s.io/v1/ClusterRole/upf-admin rules[2].verbs[1]: rbac.yaml (object 1) escalation`,
      `v1/Namespace/intent-to-krm ${labels}: namespace.yaml podSecurity`,
      `v1/Namespace/upf ${labels}: unlabelled.yaml podSecurity`,
    ]);
    expect(found.map(({ mend }) => mend)).toContain(`change ${labels}`);
  });

  test('a role without rules, and one that others make up, grant nothing by themselves', () => {
    const roles = [
      'rules: []',
      'rules: null',
      'aggregationRule: {clusterRoleSelectors: [{matchLabels: {for: upf}}]}',
    ].map(
      (rules, i) =>
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: role-${i}}\n${rules}\n`,
    );
    const kptPackage = open('cluster-baseline', { 'roles.yaml': roles.join('---\n') });
    expect(kptPackage.render()).toMatchObject({ status: 0 });
  });
});

const ADMIN = yaml`
  apiVersion: rbac.authorization.k8s.io/v1
  kind: ClusterRole
  metadata:
    name: upf-admin
  rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
  - apiGroups: ["*"]
    resources: [upfs]
    verbs: ["*"]
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [roles]
    verbs: [get, bind]
`;

/** Slices of machines are for the south; the package has them anyway, until somebody has said its site. */
const FOR_A_SITE = yaml`
  apiVersion: intent.nephio.org/v1alpha1
  kind: PolicyEnforcer
  metadata:
    name: policies
    annotations:
      config.kubernetes.io/local-config: "true"
  policies:
  - apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicy
    metadata: {name: marks}
    spec:
      matchConstraints:
        resourceRules:
        - {apiGroups: [ran.nephio.org], apiVersions: ["*"], operations: [CREATE], resources: [ranbundles]}
      validations:
      - expression: object.metadata.annotations['nephio.org/cluster-name'] != 'edge-cluster-02'
        message: "radio: the second cluster has none"
  bindings:
  - apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingAdmissionPolicyBinding
    metadata: {name: marks}
    spec: {policyName: marks, validationActions: [Deny]}
    siteSelector: [all]
`;

describe('a policy that only a site can meet', () => {
  const context = (site: string) => (text: string) => text.replace('name: example', `name: example\n  site: ${site}`);

  test('waits for one, and then it counts', () => {
    const waiting = open('network-slice', { 'policies.yaml': FOR_A_SITE });
    const { status, stderr } = waiting.render();
    expect(status).toBe(0);
    expect(stderr).toMatch(/the package has no site yet: .* wait.*\bmarks\)/);
    const edge1 = open('network-slice', { 'policies.yaml': FOR_A_SITE, 'package-context.yaml': context('edge1') });
    expect(edge1.render()).toMatchObject({ status: 0 });
    const edge2 = open('network-slice', { 'policies.yaml': FOR_A_SITE, 'package-context.yaml': context('edge2') });
    expect(refused(edge2).map(({ found }) => found)).toEqual(
      ['embb', 'urllc'].map(
        slice =>
          `ran.nephio.org/v1alpha1/RANBundle/intent-to-krm/ran-bundle-${slice}-ran metadata.annotations["nephio.org/cluster-name"]: bundles/ran-bundle-${slice}-ran.yaml radio`,
      ),
    );
  });
});
