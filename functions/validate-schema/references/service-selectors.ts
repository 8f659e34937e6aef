import { namespaceOf } from '../../../lib/krm/default-namespace';
import type { KubeObject } from '../../../lib/krm/kube-object';
import { compareObjects } from '../../../lib/krm/object-order';
import type { Report } from '../../../lib/krm/report';
import { isMap, type YamlMap } from '../../../lib/yaml/value';
import type { PackageObjects } from './package-objects';
import { POD_KINDS, podTemplateOf } from './reference-fields';

/** More are only counted: they are mended in the same way. */
const MAX_FINDINGS = 20;

/** A Service that selects Pods. */
interface Selecting {
  service: KubeObject;
  namespace: string;
  selector: YamlMap;
  /** Its labels, as `key=value`. */
  wanted: readonly string[];
}

/** Warns of Services that select none of the package's Pods: their traffic goes nowhere. */
export function reportSelectors(objects: PackageObjects, report: Report): void {
  const selecting = objects.ofKinds(['Service']).flatMap(selectingOf);
  if (selecting.length === 0) return;
  const pods = new PodLabels(selecting);
  for (const object of objects.ofKinds(POD_KINDS)) pods.add(object);
  const lonely = selecting.filter(each => !pods.areSelected(each)).sort((a, b) => compareObjects(a.service, b.service));
  lonely.slice(0, MAX_FINDINGS).forEach(({ service, namespace, wanted }, i) => {
    const more = i === 0 && lonely.length > MAX_FINDINGS ? ` (as with ${lonely.length - 1} more Services)` : '';
    const message = `spec.selector: no Pod of this package has the labels ${wanted.join(', ')} in the namespace ${namespace}${more}: mend the selector, or see that another package brings the Pods`;
    const tags = { rule: 'selector-without-pods' };
    report.warning({ code: 'REFERENCE_MISSING', message, object: service, path: ['spec', 'selector'], tags });
  });
}

function selectingOf(service: KubeObject): Selecting[] {
  if (service.apiVersion !== 'v1') return [];
  const selector = service.get(['spec', 'selector']);
  if (!isMap(selector) || service.getString(['spec', 'type']) === 'ExternalName') return [];
  const wanted = pairsOf(selector);
  return wanted.length > 0 ? [{ service, namespace: namespaceOf(service), selector, wanted }] : [];
}

/** The labels of the Pods that the objects of a package make, by namespace and label. */
class PodLabels {
  /** Only what a Service may look for is kept. */
  private readonly byNamespace = new Map<string, Map<string, YamlMap[]>>();

  constructor(selecting: readonly Selecting[]) {
    for (const { namespace, wanted } of selecting) {
      const byLabel = this.byNamespace.get(namespace) ?? new Map<string, YamlMap[]>();
      this.byNamespace.set(namespace, byLabel);
      for (const pair of wanted) byLabel.set(pair, []);
    }
  }

  add(object: KubeObject): void {
    const template = podTemplateOf(object);
    const byLabel = this.byNamespace.get(namespaceOf(object));
    if (!template || !byLabel) return;
    const labels = object.get([...template, 'metadata', 'labels']);
    if (!isMap(labels)) return;
    for (const pair of pairsOf(labels)) byLabel.get(pair)?.push(labels);
  }

  areSelected({ namespace, selector, wanted }: Selecting): boolean {
    // The rarest label leaves the fewest Pods to look at: many share a `part-of`.
    const lists = wanted.map(pair => this.byNamespace.get(namespace)?.get(pair) ?? []);
    const rarest = lists.reduce((best, list) => (list.length < best.length ? list : best));
    const keys = Object.keys(selector);
    return rarest.some(labels => keys.every(key => labels[key] === selector[key]));
  }
}

function pairsOf(labels: YamlMap): string[] {
  return Object.keys(labels).map(key => `${key}=${String(labels[key])}`);
}
