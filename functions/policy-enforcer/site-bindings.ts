import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import type { PackageSite } from '../../lib/site/package-site';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';

interface Place {
  readonly inventory: Inventory;
  readonly found: PackageSite;
}

/**
 * Bindings of the config that are for some sites: `siteSelector` names sites, groups, or what the inventory else
 * understands. They wait until the package has a site.
 */
export class SiteBindings {
  private place: Place | undefined;
  private readonly waiting: string[] = [];
  private readonly elsewhere = new Set<string>();

  constructor(
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {}

  isForThisSite(binding: YamlMap): boolean {
    const { siteSelector } = binding;
    if (siteSelector === undefined) return true;
    const { inventory, found } = this.whereabouts();
    const policy = isMap(binding.spec) ? String(binding.spec.policyName ?? '') : '';
    const isHere =
      found.state === 'resolved' && this.sitesOf(siteSelector, binding, inventory).includes(found.site.name);
    if (isHere) return true;
    if (found.state === 'unspecialised') this.waiting.push(nameOf(binding));
    this.elsewhere.add(policy);
    return false;
  }

  /** Whether a binding that is for other sites puts a policy into effect there. */
  isBoundElsewhere(policy: string): boolean {
    return this.elsewhere.has(policy);
  }

  reportWaiting(): void {
    if (this.waiting.length === 0) return;
    const message = `the package has no site yet: bindings for some sites wait for one (${this.waiting.join(', ')})`;
    this.report.info({ code: 'BINDING_WAITS_FOR_SITE', message });
  }

  private sitesOf(selector: YamlValue, binding: YamlMap, inventory: Inventory): string[] {
    const terms = Array.isArray(selector) ? selector : [selector];
    return terms.flatMap(term => {
      const sites = typeof term === 'string' ? inventory.expand(term) : undefined;
      if (sites) return sites;
      const name = String(term ?? '');
      const message = `functionConfig: \`siteSelector\` of the binding ${nameOf(binding)}: unknown site ${JSON.stringify(name)}: ${inventory.hint(name)}`;
      this.report.error({ code: 'SITE_UNKNOWN', message, object: this.resources.functionConfig, path: ['bindings'] });
      return [];
    });
  }

  /** What reads sites is loaded with the first binding that asks. */
  private whereabouts(): Place {
    this.place ??= findPlace(this.resources, this.report);
    return this.place;
  }
}

function findPlace(resources: ResourceList, report: Report): Place {
  const { readInventory }: typeof import('../../lib/site/read-inventory') = require('../../lib/site/read-inventory');
  const { packageSite, reportUnknownSite }: typeof import('../../lib/site/package-site') =
    require('../../lib/site/package-site');
  const inventory = readInventory(resources, [], report);
  const found = packageSite(resources, inventory, undefined);
  if (found.state === 'unknown') reportUnknownSite(found, inventory, report);
  return { inventory, found };
}

function nameOf({ metadata }: YamlMap): string {
  return isMap(metadata) ? String(metadata.name ?? '') : '';
}
