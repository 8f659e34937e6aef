import type { SiteEntry } from '../kinds/site';
import { standardSst } from '../kinds/slice-types';
import { labelValueProblem } from '../krm/label-syntax';
import { nearest } from '../krm/nearest';
import { ClusterFacts } from './cluster-facts';
import { type Site, siteContradiction, toSite } from './site';
import { isSelectorText, matchesLabels, parseSelector } from './site-selector';

/** The target that is no site: what has it is applied nowhere. */
export const NOWHERE = 'none';

/** How many names a message has. */
const NAMED = 20;

/** The sites that a selector chooses, or why it cannot choose. */
export type Selected = { sites: readonly string[] } | { problem: string };

/**
 * The sites there are, and the groups they form. Group names such as `both` mean what the inventory says. Look-ups take
 * the same time for any number of sites.
 */
export class Inventory {
  private readonly byName = new Map<string, Site>();
  private readonly byCluster = new Map<string, Site>();
  private readonly members = new Map<string, string[]>();
  private readonly byServiceType = new Map<string, string[]>();
  private readonly namespacesOfSites = new Set<string>();
  private readonly selections = new Map<string, Selected>();

  /** `facts`: what the package's WorkloadClusters and ClusterContexts say; they complete the sites. */
  constructor(private readonly facts: ClusterFacts = new ClusterFacts()) {}

  /** Adds a site; gives what is wrong with it. */
  add(entry: SiteEntry): string[] {
    const { name, groups = [] } = entry;
    if (this.byName.has(name)) return [`site ${name} is defined twice: keep one definition`];
    if (name === NOWHERE || groups.includes(NOWHERE))
      return [`${NOWHERE} is the target that is no site: use another name`];
    const site = toSite(this.facts.complete(entry));
    const problems = this.problemsOf(site, entry);
    this.byName.set(name, site);
    this.byCluster.set(site.cluster, site);
    if (site.namespace !== undefined) this.namespacesOfSites.add(site.namespace);
    for (const group of new Set(groups)) append(this.members, group, name);
    for (const type of new Set(site.serviceTypes.map(serviceTypeKey))) append(this.byServiceType, type, name);
    return problems;
  }

  /** Without sites, every name is one. */
  get isEmpty(): boolean {
    return this.byName.size === 0;
  }

  /** The names of sites and clusters that only WorkloadClusters and ClusterContexts say. */
  get namesOfFacts(): readonly string[] {
    return this.facts.allNames();
  }

  /** All sites, in the order they are defined. */
  get sites(): Site[] {
    return [...this.byName.values()];
  }

  /** The groups, each with the names of its sites. */
  get groups(): ReadonlyMap<string, readonly string[]> {
    return this.members;
  }

  /** The site of a name, or of a cluster's name; without any inventory every name that a label can hold is a site. */
  find(name: string): Site | undefined {
    if (!this.isEmpty) return this.byName.get(name) ?? this.byCluster.get(name);
    if (name === '' || labelValueProblem(name)) return undefined;
    return toSite(this.facts.complete({ name: this.facts.siteOfCluster(name) ?? name }));
  }

  /** The names of the sites that a term of a target means; undefined for a name no one knows, and a wrong selector. */
  expand(term: string): readonly string[] | undefined {
    if (term === NOWHERE) return [];
    if (isSelectorText(term)) {
      const selected = this.select(term);
      return 'sites' in selected ? selected.sites : undefined;
    }
    const site = this.find(term);
    return site ? [site.name] : this.members.get(term);
  }

  /** The sites whose labels, or environment, a selector chooses. */
  select(selector: string): Selected {
    const known = this.selections.get(selector) ?? this.selectAnew(selector);
    this.selections.set(selector, known);
    return known;
  }

  /** Sites meant for a service type; the names of a standardised one (mMTC, MIoT) mean the same. */
  forServiceType(serviceType: string): readonly string[] {
    return this.byServiceType.get(serviceTypeKey(serviceType)) ?? [];
  }

  /** The namespaces of all sites. */
  get namespaces(): ReadonlySet<string> {
    return this.namespacesOfSites;
  }

  /** What to say of a name that is no site's: the nearest one, and the known ones; of a group, what it is. */
  hint(name: string): string {
    if (this.isEmpty) return `a site's name is a label: ${labelValueProblem(name) ?? 'it is not empty'}`;
    const members = this.members.get(name);
    if (members) return `it is the group of ${listed(members)}, and a package is for one site: name one of them`;
    const sites = [...this.byName.keys()];
    const groups = [...this.members.keys()];
    const candidate = nearest(name, [...sites, ...groups]);
    const known = `known sites: ${listed(sites)}${groups.length > 0 ? `; groups: ${listed(groups)}` : ''}`;
    return `${candidate ? `did you mean ${candidate}? ` : ''}${known}`;
  }

  private selectAnew(selector: string): Selected {
    const parsed = parseSelector(selector);
    if ('problem' in parsed) return parsed;
    const sites = this.isEmpty ? this.facts.names().flatMap(name => this.find(name) ?? []) : this.sites;
    if (sites.length === 0) return { problem: 'no Site says which labels a site has: add Site objects with labels' };
    return {
      sites: sites.filter(site => matchesLabels(parsed.requirements, selectableLabels(site))).map(({ name }) => name),
    };
  }

  private problemsOf(site: Site, entry: SiteEntry): string[] {
    const { name, cluster } = site;
    const problems: string[] = [];
    const sharing = this.byCluster.get(cluster);
    if (sharing)
      problems.push(`sites ${sharing.name} and ${name} have the same cluster ${cluster}: a cluster is one site's`);
    const namesake = this.byName.get(cluster) ?? this.byCluster.get(name);
    if (namesake && !sharing)
      problems.push(
        `the name of one of the sites ${namesake.name} and ${name} is the cluster of the other: rename one`,
      );
    problems.push(...this.groupClashes(site));
    const contradiction = siteContradiction(site) ?? this.facts.contradiction(entry);
    if (contradiction) problems.push(`site ${name}: ${contradiction}`);
    return [...new Set(problems)];
  }

  /** A name in a target is that of one thing: a group has neither the name of a site nor that of its cluster. */
  private groupClashes(site: Site): string[] {
    const { name, cluster, groups } = site;
    const ofSites = groups.filter(group => group === name || this.byName.has(group));
    if (this.members.has(name)) ofSites.push(name);
    const ofClusters = groups.flatMap(group => (group === cluster ? site : (this.byCluster.get(group) ?? [])));
    if (this.members.has(cluster)) ofClusters.push(site);
    return [
      ...ofSites.map(clash => `${clash} is the name of a site and of a group: rename one of them`),
      ...ofClusters
        .filter(owner => owner.cluster !== owner.name)
        .map(
          owner => `${owner.cluster} is the name of a group and of the cluster of site ${owner.name}: rename the group`,
        ),
    ];
  }
}

/** The labels of a site; its environment is one, unless a label has that name. */
function selectableLabels({ labels, environment }: Site): Readonly<Record<string, string>> {
  return environment === undefined ? labels : { environment, ...labels };
}

/** A standardised service type by its SST, any other by its name, in any case. */
function serviceTypeKey(serviceType: string): string {
  return String(standardSst(serviceType) ?? serviceType.toLowerCase());
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
