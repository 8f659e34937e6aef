import { type SiteEntry, siteSpecSchema } from '../kinds/site';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { SITE } from '../krm/own-kinds';
import type { Report } from '../krm/report';
import type { ResourceList } from '../krm/resource-list';
import { parseWith } from '../krm/schema-issues';
import { Inventory } from './inventory';

/** The inventory of a package: the sites of the function config, and `Site` objects. */
export function readInventory(resources: ResourceList, configured: readonly SiteEntry[], report: Report): Inventory {
  const inventory = new Inventory();
  const { functionConfig } = resources;
  for (const entry of configured) {
    const problem = inventory.add(entry);
    if (problem) report.error({ code: 'SITE_INVALID', message: problem, object: functionConfig });
  }
  for (const object of resources.items) {
    if (matchesKind(object, SITE)) addObject(inventory, object, report);
  }
  return inventory;
}

function addObject(inventory: Inventory, object: KubeObject, report: Report): void {
  const parsed = parseWith(siteSpecSchema, object.get(['spec']) ?? {});
  if ('issues' in parsed) {
    for (const { path, message } of parsed.issues) {
      report.error({
        code: 'SITE_INVALID',
        message: `Site ${object.name}: ${message}`,
        object,
        path: ['spec', ...path],
      });
    }
    return;
  }
  const problem = inventory.add({ name: object.name, ...parsed.data });
  if (problem) report.error({ code: 'SITE_INVALID', message: problem, object });
}
