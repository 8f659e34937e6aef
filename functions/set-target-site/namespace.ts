import { RBAC_GROUP } from '../../lib/krm/gvk';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { compareText } from '../../lib/krm/result';
import type { Inventory } from '../../lib/site/inventory';
import type { Site } from '../../lib/site/site';

/**
 * Moves a package's objects to the namespace of their site: `metadata.namespace` where there is one, the Namespace
 * object itself, and the namespaces of RoleBinding subjects. Only one namespace can move: a package that has several
 * of its own says so with an error, as two objects could meet under one name.
 */
export function setSiteNamespace(
  objects: readonly KubeObject[],
  site: Site,
  inventory: Inventory,
  report: Report,
): void {
  if (site.namespace === undefined) return;
  const { namespaces } = inventory;
  const origins = new Set(objects.map(object => object.namespace).filter(name => name !== '' && !namespaces.has(name)));
  if (origins.size > 1) {
    const names = [...origins].sort(compareText).join(', ');
    const message = `the package has the namespaces ${names}, and site ${site.name} gives it one (${site.namespace}): use one namespace, or leave \`namespace\` out of the site`;
    report.error({ code: 'SEVERAL_NAMESPACES', message });
    return;
  }
  const moved = new Set([...origins, ...namespaces]);
  for (const object of objects) moveTo(object, site.namespace, moved);
}

function moveTo(object: KubeObject, namespace: string, moved: ReadonlySet<string>): void {
  if (moved.has(object.namespace)) object.set(['metadata', 'namespace'], namespace);
  if (object.kind === 'Namespace' && object.group === '' && moved.has(object.name))
    object.set(['metadata', 'name'], namespace);
  if (object.group !== RBAC_GROUP || !object.kind.endsWith('RoleBinding')) return;
  for (const path of object.expand(['subjects', '*', 'namespace'])) {
    if (moved.has(object.getString(path) ?? '')) object.set(path, namespace);
  }
}
