import { isGenerated } from '../../lib/kinds/generated';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import { isSpecialised, type PackageSite, packageSite, reportUnknownSite } from '../../lib/site/package-site';
import type { Site } from '../../lib/site/site';
import { reportUncheckedTargets } from '../../lib/site/unchecked-targets';
import type { Condition } from './condition';
import { removeCopies } from './copies';
import { isParked, park, unpark } from './parking';
import type { SetTargetSiteConfig } from './settings-schema';
import { Specialiser } from './specialiser';
import { readTargets } from './targeted-objects';

/** Mode `site`: the package is one site's. Keeps what is meant for it, parks or removes the rest. */
export function makeOneSite(
  resources: ResourceList,
  inventory: Inventory,
  config: SetTargetSiteConfig,
  report: Report,
): Condition {
  const found = packageSite(resources, inventory, config.site);
  reportUncheckedTargets(resources, inventory, found, config.require, report);
  if (!isSpecialised(found)) reportUnspecialised(config.require, report);
  else if (found.state === 'unknown') reportUnknownSite(found, inventory, report);
  else specialise(resources, found.site, inventory, config, report);
  return conditionOf(found);
}

function reportUnspecialised(required: boolean, report: Report): void {
  const message =
    'the package has no site yet: nothing is parked or stamped; give it one with `data.site` in package-context.yaml, ' +
    'an injected WorkloadCluster, or `site` in the functionConfig';
  if (required) report.error({ code: 'SITE_MISSING', message });
  else report.info({ code: 'SITE_MISSING', message });
}

function conditionOf(found: PackageSite): Condition {
  if (found.state !== 'resolved') {
    return { status: 'False', reason: 'SiteMissing', message: 'the package is not specialised for a site yet' };
  }
  const { site, source } = found;
  return {
    status: 'True',
    reason: 'SiteFound',
    message: `site ${site.name} (cluster ${site.cluster}), from ${source.origin}`,
  };
}

function specialise(
  resources: ResourceList,
  site: Site,
  inventory: Inventory,
  config: SetTargetSiteConfig,
  report: Report,
): void {
  removeCopies(resources, config.fields, report);
  const objects = [...resources.editable, ...resources.items.filter(isParked)];
  const targeted = readTargets(objects, resources, inventory, config.require, report);
  if (report.hasErrors) return;
  const staying = targeted.flatMap(({ object, sites }) => (sites?.has(site.name) === false ? [] : [object]));
  const leaving = targeted.flatMap(({ object, sites }) => (sites?.has(site.name) === false ? [object] : []));
  for (const object of leaving) {
    if (isGenerated(object)) resources.remove(object);
    else park(object);
  }
  for (const object of staying) unpark(object);
  const specialiser = new Specialiser(resources, inventory, config, report);
  specialiser.specialise(staying, site);
  specialiser.finish();
  if (report.hasErrors) return;
  const removed = leaving.filter(isGenerated).length;
  const message = `site ${site.name} (cluster ${site.cluster}): ${staying.length} objects stay, ${leaving.length - removed} parked, ${removed} generated ones for other sites removed`;
  report.info({ code: 'SPECIALISED', message });
}
