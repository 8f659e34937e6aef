import { isBookkeeping } from '../krm/annotations';
import { DNS_1035_LABEL, DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../krm/dns-syntax';
import type { KubeObject } from '../krm/kube-object';
import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';
import { quote } from '../krm/quote';
import type { Path } from '../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import type { SchemaFinding } from './walk';

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
export function checkMetadata(object: KubeObject, metadata: YamlMap): SchemaFinding[] {
  const rule = NAME_RULES[`${object.group} ${object.kind}`] ?? 'subdomain';
  const findings: SchemaFinding[] = [];
  if (!isText(metadata.name) && !isText(metadata.generateName)) {
    const message = 'metadata.name is required: give it a name';
    findings.push({ code: 'FIELD_MISSING', path: ['metadata', 'name'], message });
  }
  checkFields(metadata, ['metadata'], rule, findings);
  return findings;
}

/** The same for an object inside an object, which needs no name, at a path. */
export function checkMetadataAt(object: KubeObject, path: Path): SchemaFinding[] {
  const findings: SchemaFinding[] = [];
  const place = [...path, 'metadata'];
  const metadata = object.get(place);
  if (isMap(metadata)) checkFields(metadata, place, 'path-segment', findings);
  return findings;
}

function checkFields(metadata: YamlMap, path: Path, rule: NameRule, findings: SchemaFinding[]): void {
  const { annotations, labels, name, namespace } = metadata;
  const add = (steps: string[], message: string | undefined) => {
    if (message !== undefined) findings.push({ code: 'VALUE_INVALID', path: [...path, ...steps], message });
  };
  if (typeof name === 'string' && name !== '') add(['name'], nameProblem(name, rule));
  if (typeof namespace === 'string' && namespace !== '') add(['namespace'], namespaceProblem(namespace));
  if (isMap(labels)) {
    for (const key of Object.keys(labels)) add(['labels', key], labelProblem(key, String(labels[key] ?? '')));
  }
  if (isMap(annotations)) {
    for (const key of Object.keys(annotations)) {
      if (!isBookkeeping(key)) add(['annotations', key], keyProblem('annotation', key));
    }
  }
}

/** Whether a value is a text that is not empty; numbers and booleans are, as far as names go. */
function isText(value: YamlValue | undefined): boolean {
  return value !== undefined && value !== null && typeof value !== 'object' && String(value) !== '';
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
  const text = quote(name);
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
  return rule === 'service' && !DNS_1035_LABEL.test(name)
    ? `${text} is no name of a Service: use lower-case letters, digits and "-", and begin with a letter`
    : undefined;
}

function namespaceProblem(namespace: string): string | undefined {
  if (namespace.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(namespace)) return undefined;
  return `${JSON.stringify(namespace)} is no namespace: use at most 63 lower-case letters, digits and "-", and begin and end with a letter or digit`;
}
