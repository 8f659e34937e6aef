import type { KubeObject } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import { DEFAULT_NAMESPACE } from '../../../lib/schema/gitops/object-index';
import { isMap, type YamlMap } from '../../../lib/yaml/value';
import { podTemplateOf } from './reference-fields';

/** More are only counted: they are mended in the same way. */
const MAX_FINDINGS = 20;

/** A Service that selects Pods. */
interface Selecting {
  service: KubeObject;
  selector: YamlMap;
  /** Its labels, as `key=value`. */
  wanted: readonly string[];
}

/** Warns of Services that select none of the package's Pods: their traffic goes nowhere. */
export function reportSelectors(objects: readonly KubeObject[], report: Report): void {
  const selecting = objects.flatMap(selectingOf);
  if (selecting.length === 0) return;
  const pods = new PodLabels(objects, selecting);
  const lonely = selecting.filter(each => !pods.areSelected(each));
  lonely.slice(0, MAX_FINDINGS).forEach(({ service, wanted }, i) => {
    const namespace = service.namespace || DEFAULT_NAMESPACE;
    const more = i === 0 && lonely.length > MAX_FINDINGS ? ` (as with ${lonely.length - 1} more Services)` : '';
    const message = `spec.selector: no Pod of this package has the labels ${wanted.join(', ')} in the namespace ${namespace}${more}: mend the selector, or see that another package brings the Pods`;
    const tags = { rule: 'selector-without-pods' };
    report.warning({ code: 'REFERENCE_MISSING', message, object: service, path: ['spec', 'selector'], tags });
  });
}

function selectingOf(object: KubeObject): Selecting[] {
  if (object.kind !== 'Service' || object.apiVersion !== 'v1') return [];
  const selector = object.get(['spec', 'selector']);
  if (!isMap(selector) || object.getString(['spec', 'type']) === 'ExternalName') return [];
  const wanted = pairsOf(selector);
  return wanted.length > 0 ? [{ service: object, selector, wanted }] : [];
}

/** The labels of the Pods that the objects of a package make, by namespace and label. */
class PodLabels {
  private readonly byLabel = new Map<string, YamlMap[]>();

  /** Only what a Service may look for is kept. */
  constructor(objects: readonly KubeObject[], selecting: readonly Selecting[]) {
    for (const { service, wanted } of selecting) {
      for (const pair of wanted) this.byLabel.set(keyOf(service, pair), []);
    }
    for (const object of objects) {
      const template = podTemplateOf(object);
      const labels = template && object.get([...template, 'metadata', 'labels']);
      if (!isMap(labels)) continue;
      for (const pair of pairsOf(labels)) this.byLabel.get(keyOf(object, pair))?.push(labels);
    }
  }

  areSelected({ service, selector, wanted }: Selecting): boolean {
    // The rarest label leaves the fewest Pods to look at: many share a `part-of`.
    const lists = wanted.map(pair => this.byLabel.get(keyOf(service, pair)) ?? []);
    const rarest = lists.reduce((best, list) => (list.length < best.length ? list : best));
    return rarest.some(labels => Object.entries(selector).every(([key, value]) => labels[key] === value));
  }
}

function keyOf({ namespace }: KubeObject, pair: string): string {
  return `${namespace || DEFAULT_NAMESPACE} ${pair}`;
}

function pairsOf(labels: YamlMap): string[] {
  return Object.entries(labels).map(([key, value]) => `${key}=${String(value)}`);
}
