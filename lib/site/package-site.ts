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

/** A name for a package's site, and who says it. */
interface StatedSite {
  name: string;
  source: SiteSource;
}

/**
 * A package's site; a name for one that the inventory does not know; two sites, where it can have one only; or nothing:
 * the package is no one's yet.
 */
export type PackageSite =
  | { state: 'resolved'; site: Site; source: SiteSource }
  | { state: 'unknown'; name: string; source: SiteSource; rival?: StatedSite }
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
  const [first, ...others] = statedSites(resources, configured);
  if (first) return siteOf(first, others, inventory);
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

/** Reports that a package names a site that the inventory does not know, or two sites. */
export function reportUnknownSite(
  { name, source, rival }: Extract<PackageSite, { state: 'unknown' }>,
  inventory: Inventory,
  report: Report,
): void {
  const { origin, object, path } = source;
  if (rival) {
    const both = [{ name, source }, rival].map(each => `${each.source.object?.name} (${each.name})`).join(' and ');
    const message = `${origin}s ${both} are those of two sites, and a package is for one: keep the one of its site, and take the other out of the package`;
    report.error({ code: 'SITE_AMBIGUOUS', message, object, path, current: name });
    return;
  }
  const message = `unknown site ${JSON.stringify(name)} in ${origin}: ${inventory.hint(name)}`;
  report.error({ code: 'SITE_UNKNOWN', message, object, path, current: name });
}

/** Porch injects one cluster into all injection points of a kind: where two are of two sites, one came from elsewhere. */
function siteOf(first: StatedSite, others: readonly StatedSite[], inventory: Inventory): PackageSite {
  const { name, source } = first;
  const site = inventory.find(name);
  const rival = others.find(
    other =>
      other.source.origin === source.origin &&
      other.name !== name &&
      (inventory.find(other.name)?.name ?? other.name) !== (site?.name ?? name),
  );
  if (rival) return { state: 'unknown', name, source, rival };
  return site ? { state: 'resolved', site, source } : { state: 'unknown', name, source };
}

/** What names the package's site, that which counts first in front. */
function statedSites(resources: ResourceList, configured: string | undefined): StatedSite[] {
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

/** Those of the root package, where it has any: a subpackage's speaks of the subpackage. */
function injected(resources: ResourceList, kind: string): KubeObject[] {
  const match = { group: 'infra.nephio.org', kind };
  const objects = resources.items.filter(
    object => matchesKind(object, match) && object.annotations.has(INJECTED_RESOURCE_ANNOTATION),
  );
  const own = objects.filter(({ identity }) => identity.packagePath === resources.rootPackage);
  return own.length > 0 ? own : objects;
}
