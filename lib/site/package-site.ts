import { INJECTED_RESOURCE_ANNOTATION } from '../krm/annotations';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import type { Report } from '../krm/report';
import type { ResourceList } from '../krm/resource-list';
import type { Path } from '../yaml/path';
import type { Inventory } from './inventory';
import type { Site } from './site';

/** Where a package's site was read. */
export interface SiteSource {
  /** For messages: `package-context.yaml`, `the functionConfig` … */
  origin: string;
  object?: KubeObject | undefined;
  path?: Path;
}

/** A package's site, a name for one that the inventory does not know, or neither: the package is no one's yet. */
export type PackageSite =
  | { state: 'resolved'; site: Site; source: SiteSource }
  | { state: 'unknown'; name: string; source: SiteSource }
  | { state: 'unspecialised' };

/**
 * The site of a package, by the one rule that holds everywhere: the function config; an injected WorkloadCluster; an
 * injected ClusterContext; `site` of the package context; `name` of the package context, if it names a site (Porch
 * writes the package's name there). Nothing else counts, an environment variable or a folder least of all.
 */
export function packageSite(
  resources: ResourceList,
  inventory: Inventory,
  configured: string | undefined,
): PackageSite {
  for (const { name, source } of statedSites(resources, configured)) {
    const site = inventory.find(name);
    return site ? { state: 'resolved', site, source } : { state: 'unknown', name, source };
  }
  const context = resources.packageContext;
  const packageName = context?.getText(['data', 'name']);
  const site = packageName === undefined || inventory.isEmpty ? undefined : inventory.find(packageName);
  if (!site || !context) return { state: 'unspecialised' };
  return {
    state: 'resolved',
    site,
    source: { origin: 'the package context', object: context, path: ['data', 'name'] },
  };
}

/**
 * Whether a package has been specialised for a site. Until then site-dependent findings are no errors: Porch renders
 * a fresh clone before it tells the package where it is (nephio-project/nephio#652).
 */
export function isSpecialised(found: PackageSite): found is Exclude<PackageSite, { state: 'unspecialised' }> {
  return found.state !== 'unspecialised';
}

/** Reports that a package names a site that the inventory does not know. */
export function reportUnknownSite(
  { name, source }: Extract<PackageSite, { state: 'unknown' }>,
  inventory: Inventory,
  report: Report,
): void {
  const { origin, object, path } = source;
  const message = `unknown site ${JSON.stringify(name)} in ${origin}: ${inventory.hint(name)}`;
  report.error({ code: 'SITE_UNKNOWN', message, object, path, current: name });
}

function statedSites(resources: ResourceList, configured: string | undefined): { name: string; source: SiteSource }[] {
  const { functionConfig } = resources;
  const stated: { name: string | undefined; source: SiteSource }[] = [
    {
      name: configured,
      source: { origin: 'the functionConfig', object: functionConfig },
    },
  ];
  for (const object of injected(resources, 'WorkloadCluster')) {
    const path = ['spec', 'clusterName'];
    stated.push({ name: object.getText(path), source: { origin: 'the injected WorkloadCluster', object, path } });
  }
  for (const object of injected(resources, 'ClusterContext')) {
    const path = ['spec', 'siteCode'];
    const source = { origin: 'the injected ClusterContext', object, path };
    stated.push({ name: object.getText(path) || object.name, source });
  }
  const context = resources.packageContext;
  if (context) {
    const path = ['data', 'site'];
    stated.push({ name: context.getText(path), source: { origin: 'the package context', object: context, path } });
  }
  return stated.flatMap(({ name, source }) => (name ? [{ name, source }] : []));
}

function injected(resources: ResourceList, kind: string): KubeObject[] {
  const match = { group: 'infra.nephio.org', kind };
  return resources.items.filter(
    object => matchesKind(object, match) && object.annotations.has(INJECTED_RESOURCE_ANNOTATION),
  );
}
