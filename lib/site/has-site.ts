import { matchesKind } from '../krm/gvk';
import { SITE } from '../krm/own-kinds';
import type { ResourceList } from '../krm/resource-list';
import { Inventory } from './inventory';
import { isSpecialised, packageSite } from './package-site';
import { isSiteCopy } from './site-folders';

/**
 * Whether a package has been specialised for its site, or fanned out to all sites, for functions that ask nothing else of it: of the sites only the
 * names are read, and what is wrong with them is for `readInventory` to say.
 */
export function hasSite(resources: ResourceList): boolean {
  if (resources.items.some(isSiteCopy)) return true;
  const inventory = new Inventory();
  for (const object of resources.items) {
    if (matchesKind(object, SITE)) inventory.add({ name: object.name, cluster: object.getString(['spec', 'cluster']) });
  }
  return isSpecialised(packageSite(resources, inventory, undefined));
}
