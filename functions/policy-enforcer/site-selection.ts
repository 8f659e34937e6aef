import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import type { PackageSite } from '../../lib/site/package-site';
import { isSelectorText } from '../../lib/site/site-selector';
import { targetTerms } from '../../lib/site/target-expression';
import type { YamlValue } from '../../lib/yaml/value';

interface Place {
  readonly inventory: Inventory;
  readonly found: PackageSite;
}

/** An entry of the config that may be for some sites. */
export interface SiteEntry {
  /** The setting it stands in. */
  readonly setting: 'bindings' | 'packs' | 'params';
  /** For messages: `binding few`. */
  readonly title: string;
  /** Entries with the same key stand for each other. */
  readonly key: string;
  /** Sites, groups, label selectors; undefined for every site. */
  readonly siteSelector: YamlValue | undefined;
}

/** Of entries, those that count here, those that count elsewhere, and those of which nobody can tell yet. */
export interface Selection<Entry> {
  readonly here: Entry[];
  readonly elsewhere: Entry[];
  readonly waiting: Entry[];
}

/**
 * Which entries of the config are for the site of the package. Those that choose sites wait until the package has one: it
 * is rendered before it is told.
 */
export class SiteSelection {
  private place: Place | undefined;
  private readonly waiting = new Set<string>();

  constructor(
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {}

  /** Of entries with the same key, the first that is for this site counts, and what comes behind it does not. */
  select<Entry>(entries: readonly Entry[], read: (entry: Entry) => SiteEntry): Selection<Entry> {
    const selection: Selection<Entry> = { here: [], elsewhere: [], waiting: [] };
    const settled = new Set<string>();
    for (const entry of entries) {
      const siteEntry = read(entry);
      if (settled.has(siteEntry.key)) continue;
      const standing = this.standingOf(siteEntry);
      selection[standing].push(entry);
      if (standing === 'waiting') this.wait(siteEntry.title);
      if (siteEntry.siteSelector !== undefined && standing !== 'elsewhere') settled.add(siteEntry.key);
    }
    return selection;
  }

  /** Has something wait that depends on what waits. */
  wait(title: string): void {
    this.waiting.add(title);
  }

  /** Whether something waits for the package to have a site. */
  get isWaiting(): boolean {
    return this.waiting.size > 0;
  }

  reportWaiting(): void {
    if (!this.isWaiting) return;
    const message = `the package has no site yet: what is for some sites waits for one (${[...this.waiting].join(', ')})`;
    this.report.info({ code: 'WAITS_FOR_SITE', message });
  }

  private standingOf(entry: SiteEntry): keyof Selection<unknown> {
    if (entry.siteSelector === undefined) return 'here';
    const { inventory, found } = this.whereabouts();
    if (found.state === 'unspecialised') return 'waiting';
    const isHere = found.state === 'resolved' && this.sitesOf(entry, inventory).includes(found.site.name);
    return isHere ? 'here' : 'elsewhere';
  }

  private sitesOf(entry: SiteEntry, inventory: Inventory): string[] {
    return targetTerms(entry.siteSelector ?? null).flatMap(term => {
      const sites = inventory.expand(term);
      if (!sites) this.reportWrong(term, entry, inventory);
      return sites ?? [];
    });
  }

  private reportWrong(term: string, { title, setting }: SiteEntry, inventory: Inventory): void {
    const object = this.resources.functionConfig;
    const selected = isSelectorText(term) ? inventory.select(term) : { problem: '' };
    const problem = 'problem' in selected ? selected.problem : '';
    const shown = JSON.stringify(term);
    const [code, what] =
      problem === ''
        ? (['SITE_UNKNOWN', `unknown site ${shown}: ${inventory.hint(term)}`] as const)
        : (['SITE_SELECTOR', `${shown} chooses no site: ${problem}`] as const);
    const message = `functionConfig: \`siteSelector\` of the ${title}: ${what}`;
    this.report.error({ code, message, object, path: [setting] });
  }

  /** What reads sites is loaded with the first entry that asks. */
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
