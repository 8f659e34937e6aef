import { type Field, FieldTree } from '../../../lib/krm/field-tree';
import type { KubeObject } from '../../../lib/krm/kube-object';

/** A kind that a field refers to. */
export interface ReferredKind {
  group: string;
  kind: string;
  isClusterScoped?: boolean;
}

/** A field that names another object. */
export interface ReferenceField extends Field {
  /** The mapping that holds the name. */
  path: readonly string[];
  /** The name's key in it. */
  key: string;
  /**
   * What is named. `stated`: the mapping says it, as `kind` with `apiVersion`; `role`: its `kind` says which;
   * `subject`: a ServiceAccount, or users and groups, which are no objects.
   */
  to: ReferredKind | 'stated' | 'role' | 'subject';
  /** The key of the namespace, where the mapping has one; else it is that of the object. */
  namespaceKey?: string;
}

const CONFIG_MAP = { group: '', kind: 'ConfigMap' };
const PERSISTENT_VOLUME_CLAIM = { group: '', kind: 'PersistentVolumeClaim' };
const SECRET = { group: '', kind: 'Secret' };
const SERVICE = { group: '', kind: 'Service' };
export const SERVICE_ACCOUNT = { group: '', kind: 'ServiceAccount' };
const ADMISSION_POLICY = {
  group: 'admissionregistration.k8s.io',
  kind: 'ValidatingAdmissionPolicy',
  isClusterScoped: true,
};
const O_CLOUD = { group: 'focom.nephio.org', kind: 'OCloud' };

const CONTAINERS = ['containers', 'ephemeralContainers', 'initContainers'];

/** References in a PodSpec. Source: PodSpec, Volume and Container of the Kubernetes API 1.36. */
const POD_FIELDS: readonly ReferenceField[] = [
  field('', 'serviceAccountName', SERVICE_ACCOUNT),
  field('imagePullSecrets.*', 'name', SECRET),
  field('volumes.*.configMap', 'name', CONFIG_MAP),
  field('volumes.*.persistentVolumeClaim', 'claimName', PERSISTENT_VOLUME_CLAIM),
  field('volumes.*.projected.sources.*.configMap', 'name', CONFIG_MAP),
  field('volumes.*.projected.sources.*.secret', 'name', SECRET),
  field('volumes.*.secret', 'secretName', SECRET),
  ...CONTAINERS.flatMap(containers => [
    field(`${containers}.*.env.*.valueFrom.configMapKeyRef`, 'name', CONFIG_MAP),
    field(`${containers}.*.env.*.valueFrom.secretKeyRef`, 'name', SECRET),
    field(`${containers}.*.envFrom.*.configMapRef`, 'name', CONFIG_MAP),
    field(`${containers}.*.envFrom.*.secretRef`, 'name', SECRET),
  ]),
];

/** Where kinds have a Pod's metadata and spec: `<group> <kind>`. */
const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  ' Pod': [],
  ' PodTemplate': ['template'],
  ' ReplicationController': ['spec', 'template'],
  'apps DaemonSet': ['spec', 'template'],
  'apps Deployment': ['spec', 'template'],
  'apps ReplicaSet': ['spec', 'template'],
  'apps StatefulSet': ['spec', 'template'],
  'batch CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch Job': ['spec', 'template'],
};

const WEBHOOKS = [field('webhooks.*.clientConfig.service', 'name', SERVICE, 'namespace')];
const BINDING = [field('roleRef', 'name', 'role'), field('subjects.*', 'name', 'subject', 'namespace')];

/** References of other kinds: `<group> <kind>`. Sources: Kubernetes API 1.36; nephio-project/api. */
const OTHER_FIELDS: Readonly<Record<string, readonly ReferenceField[]>> = {
  ' ServiceAccount': [field('imagePullSecrets.*', 'name', SECRET), field('secrets.*', 'name', SECRET)],
  'admissionregistration.k8s.io MutatingWebhookConfiguration': WEBHOOKS,
  'admissionregistration.k8s.io ValidatingAdmissionPolicyBinding': [field('spec', 'policyName', ADMISSION_POLICY)],
  'admissionregistration.k8s.io ValidatingWebhookConfiguration': WEBHOOKS,
  'apps StatefulSet': [field('spec', 'serviceName', SERVICE)],
  'autoscaling HorizontalPodAutoscaler': [field('spec.scaleTargetRef', 'name', 'stated')],
  'focom.nephio.org FocomProvisioningRequest': [field('spec', 'oCloudId', O_CLOUD, 'oCloudNamespace')],
  'networking.k8s.io Ingress': [
    field('spec.defaultBackend.service', 'name', SERVICE),
    field('spec.rules.*.http.paths.*.backend.service', 'name', SERVICE),
    field('spec.tls.*', 'secretName', SECRET),
  ],
  'rbac.authorization.k8s.io ClusterRoleBinding': BINDING,
  'rbac.authorization.k8s.io RoleBinding': BINDING,
  'workload.nephio.org NFDeployment': [field('spec.parametersRefs.*', 'name', 'stated')],
};

const TYPES = [...new Set([...Object.keys(POD_TEMPLATES), ...Object.keys(OTHER_FIELDS)])];
const TREES = new Map<string, FieldTree<ReferenceField>>();

/** The names of the kinds that refer to something; their groups are not told. */
export const REFERRING_KINDS: ReadonlySet<string> = new Set(TYPES.map(kindIn));
/** The names of the kinds that make Pods. */
export const POD_KINDS: ReadonlySet<string> = new Set(Object.keys(POD_TEMPLATES).map(kindIn));

/** The references that an object may hold; undefined where there are none. */
export function referencesOf({ group, kind }: KubeObject): FieldTree<ReferenceField> | undefined {
  const type = `${group} ${kind}`;
  let tree = TREES.get(type);
  // A package has few of the kinds.
  if (!tree && TYPES.includes(type)) {
    tree = new FieldTree(fieldsOf(type));
    TREES.set(type, tree);
  }
  return tree;
}

/** The path of the Pod (metadata and spec) in an object; undefined where it makes none. */
export function podTemplateOf({ group, kind }: KubeObject): readonly string[] | undefined {
  return POD_TEMPLATES[`${group} ${kind}`];
}

function kindIn(type: string): string {
  return type.slice(type.indexOf(' ') + 1);
}

function fieldsOf(kind: string): ReferenceField[] {
  const template = POD_TEMPLATES[kind];
  const ofPod = template ? POD_FIELDS.map(each => ({ ...each, path: [...template, 'spec', ...each.path] })) : [];
  return [...ofPod, ...(OTHER_FIELDS[kind] ?? [])];
}

function field(path: string, key: string, to: ReferenceField['to'], namespaceKey?: string): ReferenceField {
  const steps = path === '' ? [] : path.split('.');
  return { path: steps, key, to, ...(namespaceKey !== undefined && { namespaceKey }) };
}
