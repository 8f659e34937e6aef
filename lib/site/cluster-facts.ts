import type { SiteEntry } from '../kinds/site';

/** What a WorkloadCluster or a ClusterContext says of a cluster. */
export interface ClusterFact {
  /** For messages: `WorkloadCluster edge-cluster-01`. */
  origin: string;
  /** The site it names: `siteCode` of a ClusterContext. */
  site?: string | undefined;
  cluster?: string | undefined;
  cnis?: string[] | undefined;
  masterInterface?: string | undefined;
  labels: Record<string, string>;
}

/** The facts of a package's clusters, by site and by cluster. What a site says of itself counts before them. */
export class ClusterFacts {
  private readonly bySite = new Map<string, ClusterFact>();
  private readonly byCluster = new Map<string, ClusterFact>();
  private readonly sites = new Map<string, string>();

  add(fact: ClusterFact): void {
    if (fact.site !== undefined) {
      this.bySite.set(fact.site, fact);
      if (fact.cluster !== undefined) this.sites.set(fact.cluster, fact.site);
    } else if (fact.cluster !== undefined) this.byCluster.set(fact.cluster, fact);
  }

  /** The names of the sites that are known by facts only. */
  names(): string[] {
    const clusters = [...this.byCluster.keys()].map(cluster => this.siteOfCluster(cluster) ?? cluster);
    return [...new Set([...this.bySite.keys(), ...clusters])];
  }

  /** The names of all sites and clusters. */
  allNames(): string[] {
    return [...new Set([...this.bySite.keys(), ...this.sites.keys(), ...this.byCluster.keys()])];
  }

  /** The site that a ClusterContext names for a cluster. */
  siteOfCluster(cluster: string): string | undefined {
    return this.sites.get(cluster);
  }

  /** A site with what it leaves out itself. */
  complete(entry: SiteEntry): SiteEntry {
    const ofSite = this.bySite.get(entry.name);
    const cluster = entry.cluster ?? ofSite?.cluster;
    const ofCluster = this.byCluster.get(cluster ?? entry.name) ?? this.byCluster.get(entry.name);
    if (!ofSite && !ofCluster) return entry;
    return {
      ...entry,
      cluster: cluster ?? entry.name,
      cnis: entry.cnis ?? ofCluster?.cnis ?? ofSite?.cnis,
      masterInterface: entry.masterInterface ?? ofCluster?.masterInterface ?? ofSite?.masterInterface,
      labels: { ...ofSite?.labels, ...ofCluster?.labels, ...entry.labels },
    };
  }

  /** Where a fact gives a site another cluster than the site itself. */
  contradiction({ name, cluster }: SiteEntry): string | undefined {
    const fact = this.bySite.get(name);
    if (!fact?.cluster || cluster === undefined || fact.cluster === cluster) return undefined;
    return `its cluster is ${cluster}, and ${fact.origin} says ${fact.cluster}: correct one of them`;
  }
}
