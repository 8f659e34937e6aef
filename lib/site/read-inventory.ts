import { type SiteEntry, siteObjectSchema } from '../kinds/site';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { SITE } from '../krm/own-kinds';
import type { Report } from '../krm/report';
import type { ResourceList } from '../krm/resource-list';
import { parseWith } from '../krm/schema-issues';
import { formatPath, type Path } from '../yaml/path';
import type { YamlMap, YamlValue } from '../yaml/value';
import { credentialPaths } from './credentials';
import { Inventory } from './inventory';
import { isClusterFact, readClusterFacts } from './read-cluster-facts';

/**
 * The inventory of a package: the sites of the function config, and `Site` objects, completed by what WorkloadClusters
 * and ClusterContexts say of their clusters. None of them may carry credentials.
 */
export function readInventory(resources: ResourceList, configured: readonly SiteEntry[], report: Report): Inventory {
  const inventory = new Inventory(readClusterFacts(resources));
  const { functionConfig } = resources;
  for (const [i, entry] of configured.entries()) {
    const root = functionConfig?.kind === 'ConfigMap' ? ['data'] : ['sites', i];
    reportCredentials(entry as unknown as YamlMap, `site ${entry.name}`, functionConfig, root, report);
    for (const message of inventory.add(entry)) report.error({ code: 'SITE_INVALID', message, object: functionConfig });
  }
  for (const object of resources.items) {
    if (matchesKind(object, SITE)) addObject(inventory, object, report);
    else if (isClusterFact(object)) reportCredentials(object.toJS(), titleOf(object), object, [], report);
  }
  return inventory;
}

function addObject(inventory: Inventory, object: KubeObject, report: Report): void {
  // A field that holds a credential is unknown too; saying so first is enough.
  if (reportCredentials(object.toJS(), titleOf(object), object, [], report)) return;
  const { name } = object;
  const labels = object.get(['metadata', 'labels']);
  const metadata = { name, ...(labels ? { labels } : {}) };
  const parsed = parseWith(siteObjectSchema, { metadata, spec: object.get(['spec']) ?? {} });
  if ('issues' in parsed) {
    for (const { path, message } of parsed.issues)
      report.error({ code: 'SITE_INVALID', message: `Site ${name}: ${message}`, object, path });
    return;
  }
  for (const message of inventory.add({ ...parsed.data.spec, ...parsed.data.metadata }))
    report.error({ code: 'SITE_INVALID', message, object });
}

/** Reports what looks like a credential, by its field only; gives whether there was any. */
function reportCredentials(
  value: YamlValue,
  title: string,
  object: KubeObject | undefined,
  root: Path,
  report: Report,
): boolean {
  const paths = credentialPaths(value);
  for (const path of paths) {
    const message = `${title}: ${formatPath(path)} looks like a credential, and packages are for everybody to read: remove it, and take it out of the repository's history; clusters pull, nobody needs to reach them`;
    report.error({ code: 'SITE_CREDENTIAL', message, object, path: [...root, ...path] });
  }
  return paths.length > 0;
}

function titleOf({ kind, name }: KubeObject): string {
  return `${kind} ${name}`;
}
