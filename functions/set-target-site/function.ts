import { isGenerated } from '../../lib/kinds/generated';
import { TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import { isSpecialised, type PackageSite, packageSite, reportUnknownSite } from '../../lib/site/package-site';
import { readInventory } from '../../lib/site/read-inventory';
import type { Site } from '../../lib/site/site';
import { Targeting, type TargetProblem } from '../../lib/site/targets';
import { type Condition, setSiteCondition } from './condition';
import { type SetTargetSiteConfig, setTargetSiteConfig } from './config';
import { setSiteNamespace } from './namespace';
import { isParked, park, unpark } from './parking';
import { stamp } from './stamp';

/** Specialises a package for its site: keeps what is meant for it, parks or removes the rest, and marks what stays. */
export const setTargetSite: KrmFunction<SetTargetSiteConfig> = {
  name: 'set-target-site',
  summary: 'Specialises a package for one site: keeps what is meant for it, parks the rest, stamps site and cluster.',
  config: setTargetSiteConfig,
  run(resources, config, report) {
    const inventory = readInventory(resources, config.sites, report);
    if (report.hasErrors) return;
    const found = packageSite(resources, inventory, config.site);
    if (!isSpecialised(found)) reportUnspecialised(config.require, report);
    else if (found.state === 'unknown') reportUnknownSite(found, inventory, report);
    else specialise(resources, found.site, inventory, config, report);
    const { kptfile } = resources;
    if (kptfile && !report.hasErrors) setSiteCondition(kptfile, conditionOf(found));
  },
};

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
  { require: required }: SetTargetSiteConfig,
  report: Report,
): void {
  const { staying, leaving, untargeted } = sortOut(resources, site, inventory, report);
  if (untargeted.length > 0) reportUntargeted(untargeted, required, report);
  if (report.hasErrors) return;
  for (const object of leaving) {
    if (isGenerated(object)) resources.remove(object);
    else park(object);
  }
  for (const object of staying) {
    unpark(object);
    stamp(object, site);
  }
  setSiteNamespace(staying, site, inventory, report);
  const removed = leaving.filter(isGenerated).length;
  const message = `site ${site.name} (cluster ${site.cluster}): ${staying.length} objects stay, ${leaving.length - removed} parked, ${removed} generated ones for other sites removed`;
  report.info({ code: 'SPECIALISED', message });
}

interface SortedOut {
  staying: KubeObject[];
  leaving: KubeObject[];
  /** Of those that stay: objects that name no target. */
  untargeted: KubeObject[];
}

function sortOut(resources: ResourceList, site: Site, inventory: Inventory, report: Report): SortedOut {
  const targeting = new Targeting(resources, inventory);
  const sorted: SortedOut = { staying: [], leaving: [], untargeted: [] };
  for (const object of [...resources.editable, ...resources.items.filter(isParked)]) {
    const target = targeting.targetOf(object);
    if (target.kind === 'wrong') reportWrongTarget(object, target.problems, report);
    else if (target.kind === 'sites' && !target.sites.has(site.name)) sorted.leaving.push(object);
    else {
      sorted.staying.push(object);
      if (target.kind === 'everywhere') sorted.untargeted.push(object);
    }
  }
  return sorted;
}

function reportWrongTarget(object: KubeObject, problems: readonly TargetProblem[], report: Report): void {
  const path = ['metadata', 'annotations', TARGET_SITES_ANNOTATION];
  for (const { code, message } of problems)
    report.error({ code, message: `${object.kind} ${object.name} ${message}`, object, path });
}

/** How many objects a message names. */
const NAMED = 10;

function reportUntargeted(objects: readonly KubeObject[], required: boolean, report: Report): void {
  const named = objects.slice(0, NAMED).map(object => `${object.kind} ${object.name}`);
  const more = objects.length > NAMED ? ` and ${objects.length - NAMED} more` : '';
  const message =
    `${objects.length} objects name no target site and go to every site: ${named.join(', ')}${more}; ` +
    `annotate them with ${TARGET_SITES_ANNOTATION} (a site, a group, or several with commas)`;
  if (required) report.error({ code: 'TARGET_MISSING', message });
  else report.warning({ code: 'TARGET_MISSING', message });
}
