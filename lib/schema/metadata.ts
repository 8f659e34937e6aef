import { isBookkeeping } from '../krm/annotations';
import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../krm/dns-syntax';
import type { KubeObject } from '../krm/kube-object';
import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';
import type { Path } from '../yaml/path';
import { isMap } from '../yaml/value';
import type { SchemaFinding } from './walk';

const SERVICE = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;

/** What the name of an object must look like. */
type NameRule = 'subdomain' | 'label' | 'service' | 'path-segment';

/** Kinds whose names are no subdomain. Source: the `ValidateNameFunc` of each kind in kubernetes/kubernetes. */
const NAME_RULES: Record<string, NameRule> = {
  ' Namespace': 'label',
  ' Service': 'service',
  'certificates.k8s.io CertificateSigningRequest': 'path-segment',
  'policy PodDisruptionBudget': 'path-segment',
  'rbac.authorization.k8s.io ClusterRole': 'path-segment',
  'rbac.authorization.k8s.io ClusterRoleBinding': 'path-segment',
  'rbac.authorization.k8s.io Role': 'path-segment',
  'rbac.authorization.k8s.io RoleBinding': 'path-segment',
};

/** What the API server demands of the metadata of every object (apimachinery `ValidateObjectMeta`). */
export function checkMetadata(object: KubeObject): SchemaFinding[] {
  const rule = NAME_RULES[`${object.group} ${object.kind}`] ?? 'subdomain';
  const hasName = object.getText(['metadata', 'name']) || object.getText(['metadata', 'generateName']);
  const missing: SchemaFinding[] = hasName
    ? []
    : [{ code: 'FIELD_MISSING', path: ['metadata', 'name'], message: 'metadata.name is required: give it a name' }];
  return [...missing, ...checkMetadataAt(object, [], rule)];
}

/** The same for an object inside an object, which needs no name, at a path. */
export function checkMetadataAt(object: KubeObject, path: Path, rule: NameRule = 'path-segment'): SchemaFinding[] {
  const at = (...steps: string[]) => [...path, 'metadata', ...steps];
  const name = object.getString(at('name'));
  const namespace = object.getString(at('namespace'));
  const invalid = (steps: string[], message: string | undefined): SchemaFinding[] =>
    message === undefined ? [] : [{ code: 'VALUE_INVALID', path: at(...steps), message }];
  return [
    ...(name ? invalid(['name'], nameProblem(name, rule)) : []),
    ...(namespace ? invalid(['namespace'], namespaceProblem(namespace)) : []),
    ...textEntries(object, at('labels')).flatMap(([key, value]) => invalid(['labels', key], labelProblem(key, value))),
    ...textEntries(object, at('annotations')).flatMap(([key]) =>
      isBookkeeping(key) ? [] : invalid(['annotations', key], keyProblem('annotation', key)),
    ),
  ];
}

function textEntries(object: KubeObject, path: Path): [string, string][] {
  const map = object.get(path);
  return isMap(map) ? Object.entries(map).map(([key, value]) => [key, String(value ?? '')]) : [];
}

function labelProblem(key: string, value: string): string | undefined {
  const problem = labelValueProblem(value);
  return (
    keyProblem('label', key) ?? (problem && `${JSON.stringify(value)} is no value for the label ${key}: ${problem}`)
  );
}

function keyProblem(what: string, key: string): string | undefined {
  // Annotation keys are compared in lower case (apimachinery `ValidateAnnotations`).
  const problem = labelKeyProblem(what === 'annotation' ? key.toLowerCase() : key);
  return problem && `${JSON.stringify(key)} is no ${what} key: ${problem}`;
}

function nameProblem(name: string, rule: NameRule): string | undefined {
  const text = JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
  if (rule === 'path-segment') {
    return /^\.\.?$|[/%]/.test(name)
      ? `${text} is no name: it must not hold "/" or "%", nor be "." or ".."`
      : undefined;
  }
  const limit = rule === 'subdomain' ? DNS_SUBDOMAIN_LENGTH : DNS_LABEL_LENGTH;
  if (name.length > limit) return `${text} has ${name.length} characters, at most ${limit} are allowed in a name`;
  if (rule === 'subdomain' && !DNS_SUBDOMAIN.test(name)) {
    return `${text} is no name: use lower-case letters, digits, "-" and ".", and begin and end with a letter or digit`;
  }
  if (rule === 'label' && !DNS_LABEL.test(name)) {
    return `${text} is no name: use lower-case letters, digits and "-", and begin and end with a letter or digit`;
  }
  return rule === 'service' && !SERVICE.test(name)
    ? `${text} is no name of a Service: use lower-case letters, digits and "-", and begin with a letter`
    : undefined;
}

function namespaceProblem(namespace: string): string | undefined {
  if (namespace.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(namespace)) return undefined;
  return `${JSON.stringify(namespace)} is no namespace: use at most 63 lower-case letters, digits and "-", and begin and end with a letter or digit`;
}
