import type { SiteEntry } from '../kinds/site';
import { nearest } from '../krm/nearest';

/** The target that is no site: what has it is applied nowhere. */
const NOWHERE = 'none';

/** A site that packages are rendered for. */
export interface Site {
  name: string;
  /** The name of its cluster. */
  cluster: string;
  namespace?: string | undefined;
  groups: readonly string[];
  serviceTypes: readonly string[];
}

/** The sites there are, and the groups they form. Group names such as `both` mean what the inventory says. */
export class Inventory {
  private readonly sites = new Map<string, Site>();
  private readonly groups = new Map<string, string[]>();

  /** Adds a site; gives what is wrong with it, if anything. */
  add({ name, cluster = name, namespace, groups = [], serviceTypes = [] }: SiteEntry): string | undefined {
    if (this.sites.has(name)) return `site ${name} is defined twice: keep one definition`;
    if (name === NOWHERE || groups.includes(NOWHERE))
      return `${NOWHERE} is the target that is no site: use another name`;
    this.sites.set(name, { name, cluster, namespace, groups, serviceTypes });
    for (const group of groups) this.groups.set(group, [...(this.groups.get(group) ?? []), name]);
    const clash = [...this.groups.keys()].find(group => this.sites.has(group));
    return clash === undefined ? undefined : `${clash} is the name of a site and of a group: rename one of them`;
  }

  get isEmpty(): boolean {
    return this.sites.size === 0;
  }

  /** All sites, in the order they were added. */
  get all(): Site[] {
    return [...this.sites.values()];
  }

  /** The site of a name, or of a cluster's name; without any inventory every name is a site. */
  find(name: string): Site | undefined {
    const byCluster = () => [...this.sites.values()].find(site => site.cluster === name);
    if (this.isEmpty) return { name, cluster: name, groups: [], serviceTypes: [] };
    return this.sites.get(name) ?? byCluster();
  }

  /** The names of the sites that a name stands for: a site, or a group of them; undefined for a name no one knows. */
  expand(name: string): readonly string[] | undefined {
    if (name === NOWHERE) return [];
    const site = this.find(name);
    return site ? [site.name] : this.groups.get(name);
  }

  /** Sites meant for a service type. */
  forServiceType(serviceType: string): string[] {
    const wanted = serviceType.toLowerCase();
    const sites = [...this.sites.values()];
    return sites.filter(site => site.serviceTypes.some(type => type.toLowerCase() === wanted)).map(site => site.name);
  }

  get namespaces(): Set<string> {
    return new Set([...this.sites.values()].flatMap(site => site.namespace ?? []));
  }

  /** What to say of a name no one knows: the nearest one, and all known ones. */
  hint(name: string): string {
    const sites = [...this.sites.keys()];
    const groups = [...this.groups.keys()];
    const candidate = nearest(name, [...sites, ...groups]);
    const known = `known sites: ${sites.join(', ')}${groups.length > 0 ? `; groups: ${groups.join(', ')}` : ''}`;
    return `${candidate ? `did you mean ${candidate}? ` : ''}${known}`;
  }
}
