import { reconcileGenerated } from '../../lib/kinds/generated';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import { packageSite } from '../../lib/site/package-site';
import { FAN_OUT_GENERATOR, siteFolder, siteFolderOf } from '../../lib/site/site-folders';
import type { Condition } from './condition';
import { Copies, fanOutSources } from './copies';
import { originsOf } from './origins';
import { parkTemplate } from './parking';
import { refuseRenamedCopies } from './renamed-copies';
import type { SetTargetSiteConfig } from './settings-schema';
import { Specialiser } from './specialiser';
import { readTargets } from './targeted-objects';

/**
 * Mode `fan-out`: one package for all sites. Each site gets copies of what is meant for it, in a folder of its own; what
 * they are made from stays as a template, out of every cluster.
 */
export function fanOut(
  resources: ResourceList,
  inventory: Inventory,
  config: SetTargetSiteConfig,
  report: Report,
): Condition {
  refuseOneSite(resources, inventory, report);
  warnOfUnknownFolders(resources, inventory, report);
  const sources = fanOutSources(resources);
  const targeted = readTargets(sources, resources, inventory, config.require, report);
  const origins = originsOf(sources, resources);
  refuseRenamedCopies(origins, config.fields, resources, report);
  const copies = new Copies(origins, resources, report);
  const specialiser = new Specialiser(resources, inventory, config, report);
  for (const site of inventory.sites) {
    const own = targeted.flatMap(({ object, sites }) => (sites?.has(site.name) === false ? [] : [object]));
    specialiser.specialise(copies.make(own, site), site);
  }
  specialiser.finish();
  const { length } = inventory.sites;
  const condition: Condition = { status: 'True', reason: 'FannedOut', message: `fanned out to ${length} sites` };
  if (report.hasErrors) return condition;
  const desired = copies.desired();
  const { created, updated, unchanged, pruned } = reconcileGenerated(resources, FAN_OUT_GENERATOR, desired);
  for (const source of sources) parkTemplate(source);
  const message = `${sources.length} objects fanned out to ${length} sites: ${created} copies created, ${updated} updated, ${unchanged} unchanged, ${pruned} pruned`;
  report.info({ code: 'FANNED_OUT', message });
  return condition;
}

/** A package of one site, or of none that is known, cannot be fanned out. */
function refuseOneSite(resources: ResourceList, inventory: Inventory, report: Report): void {
  if (inventory.isEmpty) {
    const message = 'mode fan-out makes a folder for each site, and no site is known: add Site objects, or `sites`';
    report.error({ code: 'SITE_MISSING', message });
    return;
  }
  const found = packageSite(resources, inventory, undefined);
  if (found.state === 'unspecialised' || found.source.path?.at(-1) === 'name') return;
  const { origin, object, path } = found.source;
  const message = `the package is one site's by ${origin}, and mode fan-out is for the package of all sites: take the site out there, or use mode site`;
  report.error({ code: 'SITE_STATED', message, object, path });
}

/** What lies in the folder of a site that the inventory has no longer is nobody's: it stays as it is. */
function warnOfUnknownFolders(resources: ResourceList, inventory: Inventory, report: Report): void {
  const known = new Set(inventory.sites.map(({ name }) => siteFolder(name)));
  const folders = new Set(
    resources.editable.flatMap(object => siteFolderOf(resources.fileOf(object)?.path ?? '') ?? []),
  );
  for (const folder of folders) {
    if (known.has(folder)) continue;
    const message = `${folder}/ is the folder of no known site: its objects are left as they are; remove the folder, or move it if it is no site's`;
    report.warning({ code: 'SITE_FOLDER', message });
  }
}
