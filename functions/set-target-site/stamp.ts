import { CLUSTER_NAME_ANNOTATION, SITE_LABEL } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Site } from '../../lib/site/site';

/** Marks an object as belonging to a site. */
export function stamp(object: KubeObject, site: Site): void {
  object.annotations.set(CLUSTER_NAME_ANNOTATION, site.cluster);
  object.labels.set(SITE_LABEL, site.name);
}

export function unstamp(object: KubeObject): void {
  object.annotations.delete(CLUSTER_NAME_ANNOTATION);
  object.labels.delete(SITE_LABEL);
}
