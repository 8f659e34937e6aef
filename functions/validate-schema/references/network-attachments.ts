import { namespaceOf } from '../../../lib/krm/default-namespace';
import { matchesKind } from '../../../lib/krm/gvk';
import type { KubeObject } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import { isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';
import { readJsonText } from './json-text';
import type { MissingObjects } from './missing-objects';
import type { PackageObjects } from './package-objects';
import { podTemplateOf } from './reference-fields';

/** Kubernetes Network Custom Resource Definition De-facto Standard 1.3, section 4. */
const NETWORKS_ANNOTATION = 'k8s.v1.cni.cncf.io/networks';
const ATTACHMENT = { group: 'k8s.cni.cncf.io', kind: 'NetworkAttachmentDefinition' };
const WORKLOAD_CLUSTER = { group: 'infra.nephio.org', kind: 'WorkloadCluster' };
const INTERFACE = { group: 'req.nephio.org', kind: 'Interface' };

/** Takes in the networks that a Pod, or a template of one, asks Multus for. */
export function visitAttachments(object: KubeObject, missing: MissingObjects): void {
  const template = podTemplateOf(object);
  if (!template) return;
  const path = [...template, 'metadata', 'annotations', NETWORKS_ANNOTATION];
  const text = object.getString(path);
  if (text === undefined) return;
  for (const { namespace = namespaceOf(object), name } of networksOf(text)) {
    missing.add({ object, path, to: ATTACHMENT, namespace, name });
  }
}

/** `net1, ns/net2@eth1`, or a JSON list. */
function networksOf(text: string): { namespace?: string | undefined; name: string }[] {
  if (text.trim().startsWith('[')) {
    const list = readJsonText(text);
    return (Array.isArray(list) ? list : []).flatMap(each => {
      if (!isMap(each) || typeof each.name !== 'string') return [];
      return [{ name: each.name, namespace: typeof each.namespace === 'string' ? each.namespace : undefined }];
    });
  }
  const names = text.split(',').map(each => each.trim().replace(/@.*$/, ''));
  return names.filter(Boolean).map(each => {
    const slash = each.indexOf('/');
    return slash < 0 ? { name: each } : { namespace: each.slice(0, slash), name: each.slice(slash + 1) };
  });
}

/** Warns of networks of a type that the package's WorkloadCluster does not have among its `cnis`. */
export function reportNetworkTypes(objects: PackageObjects, report: Report): void {
  const clusters = objects.all.filter(object => matchesKind(object, WORKLOAD_CLUSTER));
  const cnis = clusters.flatMap(cluster => textsOf(cluster.get(['spec', 'cnis'])));
  if (cnis.length === 0) return;
  for (const object of objects.ofKinds([ATTACHMENT.kind, INTERFACE.kind])) {
    const isAttachment = matchesKind(object, ATTACHMENT);
    if (!isAttachment && !matchesKind(object, INTERFACE)) continue;
    const path = isAttachment ? ['spec', 'config'] : ['spec', 'cniType'];
    const text = object.getString(path);
    const type = isAttachment ? mainPlugin(text) : text;
    if (type === undefined || cnis.includes(type)) continue;
    const message = `${path.join('.')}: the WorkloadCluster of this package has no CNI ${type}, it has ${[...new Set(cnis)].join(', ')}: use one of them`;
    report.warning({
      code: 'REFERENCE_MISSING',
      message,
      object,
      path,
      current: type,
      tags: { rule: 'cni-missing' },
    });
  }
}

/** The plugin that makes the interface: the first one; those behind it only tune it. */
function mainPlugin(config: string | undefined): string | undefined {
  const read = config === undefined ? undefined : readJsonText(config);
  if (!isMap(read)) return undefined;
  const first: YamlMap = Array.isArray(read.plugins) && isMap(read.plugins[0]) ? read.plugins[0] : read;
  return typeof first.type === 'string' ? first.type : undefined;
}

function textsOf(value: YamlValue | undefined): string[] {
  return Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
}
