import type { KubeObject } from '../../krm/kube-object';
import type { NodeId } from '../../yaml/node-table';
import { formatPath, type Path } from '../../yaml/path';
import type { GitOpsFinding } from './rules';

/** Texts that stand for something that is still to be filled in, where they are all there is. */
const PLACEHOLDER =
  /^(?:<[A-Za-z][-\w ./]*>|\$\{[A-Za-z_][-\w.]*\}|\{\{[^{}]*\}\}|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|FIXME|TBD|TODO|example-cluster-name)$/;

/** In an image these characters are never right, whatever is around them. */
const IMAGE_PLACEHOLDER = /\$\{|\{\{|[<>]/;

/** `example` is what Nephio's packages have for a site; elsewhere it may be a name like any other. */
const SITE_FIELDS: readonly string[] = [
  'metadata.annotations["nephio.org/cluster-name"]',
  'metadata.namespace',
  'spec.clusterName',
];

/** Fields with texts that something else fills in or reads: shells, programs, people. */
const TEMPLATE_FIELDS: readonly string[] = [
  'annotations',
  'args',
  'binaryData',
  'command',
  'config',
  'data',
  'description',
  'env',
  'expr',
  'expression',
  'script',
  'stringData',
];

/** Groups whose kinds are made of templates. */
const TEMPLATE_GROUPS: readonly string[] = [
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'argoproj.io',
  'bootstrap.cluster.x-k8s.io',
  'cluster.x-k8s.io',
  'controlplane.cluster.x-k8s.io',
  'external-secrets.io',
  'kyverno.io',
  'monitoring.coreos.com',
  'policies.kyverno.io',
  'tekton.dev',
  'templates.gatekeeper.sh',
];

/** The first characters of placeholders: most texts are passed over by theirs. */
export const PLACEHOLDER_STARTS = '<${CRFTe';

/** The placeholder at a scalar of an object, if it is one. */
export function placeholderAt(object: KubeObject, node: NodeId): GitOpsFinding | undefined {
  const text = object.document.tree.scalarText(node);
  if (text !== 'example' && !PLACEHOLDER.test(text)) return undefined;
  const path = object.document.pathOf(node, object.node) ?? [];
  const isOfSite = SITE_FIELDS.includes(formatPath(path));
  if (!isOfSite && (text === 'example' || isTemplate(object, path))) return undefined;
  return placeholder(path, text);
}

/** The same for an `image`, whose placeholders may stand in the middle. */
export function imagePlaceholderAt(object: KubeObject, node: NodeId): GitOpsFinding | undefined {
  const text = object.document.tree.scalarText(node);
  if (!IMAGE_PLACEHOLDER.test(text)) return undefined;
  const path = object.document.pathOf(node, object.node) ?? [];
  return isTemplate(object, path) ? undefined : placeholder(path, text);
}

function isTemplate(object: KubeObject, path: Path): boolean {
  if (TEMPLATE_GROUPS.includes(object.group)) return true;
  return path.some(step => TEMPLATE_FIELDS.includes(String(step)));
}

function placeholder(path: Path, text: string): GitOpsFinding {
  const message = `${formatPath(path)} is still the placeholder ${JSON.stringify(text)}: write what it stands for`;
  return { rule: 'placeholder', path, message, current: text };
}
