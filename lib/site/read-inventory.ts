import type { SiteEntry } from '../kinds/site';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { SITE } from '../krm/own-kinds';
import type { Report } from '../krm/report';
import type { ResourceList } from '../krm/resource-list';
import type { Checked } from '../krm/schema-issues';
import { formatPath, type Path } from '../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { CredentialSearch } from './credentials';
import { Inventory } from './inventory';
import { plainSite } from './plain-site';
import { isAboutCluster, readClusterFacts } from './read-cluster-facts';

/**
 * The inventory of a package: the sites of the function config, and `Site` objects, completed by what WorkloadClusters
 * and ClusterContexts say of their clusters. None of them may carry credentials.
 */
export function readInventory(resources: ResourceList, configured: readonly SiteEntry[], report: Report): Inventory {
  return new InventoryReader(resources, report).read(configured);
}

class InventoryReader {
  private readonly credentials = new CredentialSearch();
  private readonly inventory: Inventory;

  constructor(
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {
    this.inventory = new Inventory(readClusterFacts(resources));
  }

  read(configured: readonly SiteEntry[]): Inventory {
    for (const [i, entry] of configured.entries()) this.addConfigured(entry, i);
    for (const object of this.resources.items) {
      if (matchesKind(object, SITE)) this.addObject(object);
      // One that waits for Porch is published with what it has all the same.
      else if (isAboutCluster(object)) this.reportCredentials(object.toJS(), titleOf(object), object, []);
    }
    return this.inventory;
  }

  private addConfigured(entry: SiteEntry, i: number): void {
    const { functionConfig } = this.resources;
    const root = functionConfig?.kind === 'ConfigMap' ? ['data'] : ['sites', i];
    this.reportCredentials(entry as unknown as YamlMap, `site ${entry.name}`, functionConfig, root);
    for (const message of this.inventory.add(entry))
      this.report.error({ code: 'SITE_INVALID', message, object: functionConfig });
  }

  private addObject(object: KubeObject): void {
    const value = object.toJS();
    // A field that holds a credential is unknown too; saying so first is enough.
    if (this.reportCredentials(value, titleOf(object), object, [])) return;
    const { name } = object;
    const checked = checkSite(name, isMap(value) ? value : {});
    const messages = 'issues' in checked ? [] : this.inventory.add(checked.data);
    for (const message of messages) this.report.error({ code: 'SITE_INVALID', message, object });
    for (const { path, message } of 'issues' in checked ? checked.issues : [])
      this.report.error({ code: 'SITE_INVALID', message: `Site ${name}: ${message}`, object, path });
  }

  /** Reports what looks like a credential, by its field only; gives whether there was any. */
  private reportCredentials(value: YamlValue, title: string, object: KubeObject | undefined, root: Path): boolean {
    const paths = this.credentials.pathsIn(value);
    for (const path of paths) {
      const message = `${title}: ${formatPath(path)} looks like a credential, and packages are for everybody to read: remove it, and take it out of the repository's history; clusters pull, nobody needs to reach them (the name of a Secret goes into a field such as tokenSecretName)`;
      this.report.error({ code: 'SITE_CREDENTIAL', message, object, path: [...root, ...path] });
    }
    return paths.length > 0;
  }
}

/** The entry of a `Site` object, or what is wrong with it. */
function checkSite(name: string, { metadata, spec }: YamlMap): Checked<SiteEntry> {
  const labels = (isMap(metadata) ? metadata.labels : undefined) || undefined;
  const plain = plainSite(name, labels, spec);
  return plain ? { data: plain } : checkOddSite(name, labels, spec);
}

/** zod is loaded only for what is wrong, or out of the ordinary. */
function checkOddSite(name: string, labels: YamlValue | undefined, spec: YamlValue | undefined): Checked<SiteEntry> {
  const { siteObjectSchema }: typeof import('../kinds/site') = require('../kinds/site');
  const { parseWith }: typeof import('../krm/schema-issues') = require('../krm/schema-issues');
  const object = { metadata: { name, ...(labels ? { labels } : {}) }, spec: spec ?? {} };
  const parsed = parseWith(siteObjectSchema, object);
  return 'issues' in parsed ? parsed : { data: { ...parsed.data.spec, ...parsed.data.metadata } };
}

function titleOf({ kind, name }: KubeObject): string {
  return `${kind} ${name}`;
}
