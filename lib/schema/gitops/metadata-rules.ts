import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../../krm/dns-syntax';
import type { KubeObject } from '../../krm/kube-object';
import { quote } from '../../krm/quote';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import {
  CLUSTER_NAME_SELECTOR,
  CLUSTER_SELECTOR,
  CONFIG_MANAGEMENT_GROUP,
  isConfigSyncKey,
  MANAGEMENT_MODE,
  NAMESPACE_SELECTOR,
  USER_ANNOTATIONS,
} from './config-sync-names';
import type { GitOpsFinding } from './rules';

/** Fields that the API server fills, and whether a value is as if the field were left out. */
const SERVER_FIELDS: Record<string, (value: YamlValue) => boolean> = {
  creationTimestamp: isEmpty,
  deletionGracePeriodSeconds: value => value === null,
  deletionTimestamp: value => value === null,
  generation: value => value === null || value === 0,
  ownerReferences: value => value === null || (Array.isArray(value) && value.length === 0),
  resourceVersion: isEmpty,
  selfLink: isEmpty,
  uid: isEmpty,
};

/** What Config Sync finds in the metadata of an object, and whether it has a status. */
export function checkSyncedMetadata(object: KubeObject, metadata: YamlMap, findings: GitOpsFinding[]): void {
  checkName(object, metadata.name, findings);
  checkNamespace(object, metadata, findings);
  for (const key in metadata) {
    const isLeftOut = Object.hasOwn(SERVER_FIELDS, key) ? SERVER_FIELDS[key] : undefined;
    const value = metadata[key] ?? null;
    if (isLeftOut && !isLeftOut(value)) findings.push(serverField(['metadata', key]));
  }
  if (hasStatus(object)) findings.push(serverField(['status']));
  checkEntries('labels', metadata.labels, findings);
  checkEntries('annotations', metadata.annotations, findings);
}

function isEmpty(value: YamlValue): boolean {
  return value === null || value === '';
}

function serverField(path: string[]): GitOpsFinding {
  const message = `${path.join('.')} is what the cluster writes, Config Sync refuses it in a repository: delete it`;
  return { rule: 'server-field', path, message };
}

/** Its own kinds may have one. */
function hasStatus(object: KubeObject): boolean {
  if (object.kindAt(['status']) !== 'map' || object.isOfGroup(CONFIG_MANAGEMENT_GROUP)) return false;
  return object.document.keys(object.node, ['status']).length > 0;
}

function checkName(object: KubeObject, name: YamlValue | undefined, findings: GitOpsFinding[]): void {
  const path = ['metadata', 'name'];
  if (typeof name !== 'string' || name === '') {
    const message = 'metadata.name is missing: Config Sync takes no `generateName`, give the object a name';
    findings.push({ rule: 'name-missing', path, message });
  } else if (object.apiVersion.startsWith('rbac.authorization.k8s.io/')) {
    if (!/^\.\.?$|[/%]/.test(name)) return;
    const message = `${JSON.stringify(name)} is no name: it must not hold "/" or "%", nor be "." or ".."`;
    findings.push({ rule: 'name-invalid', path, message, current: name });
  } else if (name.length > DNS_SUBDOMAIN_LENGTH || !DNS_SUBDOMAIN.test(name)) {
    const message = `${quote(name)} is no name: use at most 253 lower-case letters, digits, "-" and ".", and begin and end with a letter or digit`;
    findings.push({ rule: 'name-invalid', path, message, current: name });
  }
}

function checkNamespace({ apiVersion, kind }: KubeObject, metadata: YamlMap, findings: GitOpsFinding[]): void {
  const isNamespace = kind === 'Namespace' && apiVersion === 'v1';
  const field = isNamespace ? 'name' : 'namespace';
  const name = metadata[field];
  if (typeof name !== 'string' || name === '') return;
  if (name.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(name)) return;
  const message = `${quote(name)} is no namespace: use at most 63 lower-case letters, digits and "-", and begin and end with a letter or digit`;
  findings.push({ rule: 'namespace-invalid', path: ['metadata', field], message, current: name });
}

function checkEntries(field: 'annotations' | 'labels', map: YamlValue | undefined, findings: GitOpsFinding[]): void {
  if (!isMap(map)) return;
  for (const key in map) {
    const value = map[key] ?? null;
    if (typeof value !== 'string') findings.push(notText(field, key, value));
    else if (isConfigSyncKey(key)) findings.push(...reservedKey(field, key, value));
  }
  if (field === 'labels' || map[CLUSTER_SELECTOR] === undefined || map[CLUSTER_NAME_SELECTOR] === undefined) return;
  const message = `${CLUSTER_SELECTOR} and ${CLUSTER_NAME_SELECTOR} both choose clusters: keep the second, it needs no ClusterSelector`;
  findings.push({ rule: 'two-cluster-selectors', path: ['metadata', field, CLUSTER_SELECTOR], message });
}

function notText(field: string, key: string, value: YamlValue): GitOpsFinding {
  const path = ['metadata', field, key];
  const message = `the value of ${key} in metadata.${field} is no string: put it in quotes`;
  const isScalar = typeof value !== 'object' || value === null;
  return { rule: 'metadata-text', path, message, ...(isScalar && { current: value }) };
}

function reservedKey(field: 'annotations' | 'labels', key: string, value: string): GitOpsFinding[] {
  const path = ['metadata', field, key];
  if (field === 'labels') {
    const message = `the label ${key} is Config Sync's own: delete it, or give it another prefix`;
    return [{ rule: 'reserved-label', path, message }];
  }
  if (!USER_ANNOTATIONS.includes(key)) {
    const message = `the annotation ${key} is one that Config Sync sets itself: delete it, or give it another prefix`;
    return [{ rule: 'reserved-annotation', path, message }];
  }
  if (key !== MANAGEMENT_MODE || value === 'disabled') return [];
  const message = `${MANAGEMENT_MODE} may be "disabled" only, not ${JSON.stringify(value)}: delete it, what is in the repository is managed`;
  return [{ rule: 'management-mode', path, message, current: value }];
}

/** What needs to know whether the kind has namespaces. */
export function checkScope(metadata: YamlMap, isNamespaced: boolean, findings: GitOpsFinding[]): void {
  const { annotations, namespace } = metadata;
  const hasNamespace = typeof namespace === 'string' && namespace !== '';
  const hasSelector = isMap(annotations) && annotations[NAMESPACE_SELECTOR] !== undefined;
  const selector = ['metadata', 'annotations', NAMESPACE_SELECTOR];
  if (!isNamespaced && hasNamespace) {
    const message = 'the kind has no namespaces, so metadata.namespace is refused: delete it';
    const path = ['metadata', 'namespace'];
    findings.push({ rule: 'namespace-on-cluster-scoped', path, message, current: namespace });
  } else if (!isNamespaced && hasSelector) {
    const message = `the kind has no namespaces, so the annotation ${NAMESPACE_SELECTOR} is refused: delete it`;
    findings.push({ rule: 'selector-not-allowed', path: selector, message });
  } else if (hasNamespace && hasSelector) {
    const message = `metadata.namespace and the annotation ${NAMESPACE_SELECTOR} both say where the object goes: keep one`;
    findings.push({ rule: 'namespace-and-selector', path: selector, message });
  }
}
