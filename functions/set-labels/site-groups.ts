import { CLUSTER_NAME_ANNOTATION, SITE_LABEL } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import { isSiteCopy } from '../../lib/site/site-folders';
import type { SiteStamp } from './label-values';

/** Objects of one site; without a stamp, those of the package's own. */
export interface SiteGroup {
  stamp?: SiteStamp;
  objects: readonly KubeObject[];
}

/** The objects by their sites: in a package that was fanned out, each copy says its own. */
export function groupsBySite(objects: readonly KubeObject[]): SiteGroup[] {
  const groups = new Map<string, { stamp?: SiteStamp; objects: KubeObject[] }>();
  for (const object of objects) {
    const stamp = stampOf(object);
    const key = stamp?.site ?? '';
    const group = groups.get(key);
    if (group) group.objects.push(object);
    else groups.set(key, stamp ? { stamp, objects: [object] } : { objects: [object] });
  }
  return [...groups.values()];
}

function stampOf(object: KubeObject): SiteStamp | undefined {
  if (!isSiteCopy(object)) return undefined;
  const site = object.labels.get(SITE_LABEL);
  const cluster = object.annotations.get(CLUSTER_NAME_ANNOTATION);
  return site === undefined || cluster === undefined ? undefined : { site, cluster };
}
