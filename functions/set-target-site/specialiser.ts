import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import type { Site } from '../../lib/site/site';
import { SiteValueOwners } from '../../lib/site/site-value-owners';
import { reportLeaks } from './leaks';
import type { SiteNamespaces } from './namespace';
import { setSiteFields } from './set-site-fields';
import type { SetTargetSiteConfig } from './settings-schema';
import { SiteRules } from './site-rules';
import { stamp } from './stamp';

/** Makes objects a site's own: the same for the package of one site, and for the copies of a fan-out. */
export class Specialiser {
  private readonly rules: SiteRules;
  private readonly owners: SiteValueOwners;
  private namespaces: SiteNamespaces | undefined;

  constructor(
    private readonly resources: ResourceList,
    private readonly inventory: Inventory,
    { fields, peerFields }: SetTargetSiteConfig,
    private readonly report: Report,
  ) {
    this.rules = new SiteRules(fields, peerFields);
    this.owners = new SiteValueOwners(inventory);
  }

  /** Stamps the objects of a site, gives their fields its values, and reports what they have of other sites. */
  specialise(objects: readonly KubeObject[], site: Site): void {
    const { inventory, rules, owners, report } = this;
    for (const object of objects) {
      if (!object.isLocalConfig) stamp(object, site);
      setSiteFields(object, site, rules, owners, report);
    }
    if (site.namespace !== undefined) this.siteNamespaces().move(objects, site, site.namespace);
    for (const object of objects) reportLeaks(object, site, { inventory, rules, owners, report });
  }

  /** Reports what is said once for all sites. */
  finish(): void {
    this.namespaces?.reportUnplaced();
  }

  /** Loaded where a site has a namespace: it knows the scope of every kind. */
  private siteNamespaces(): SiteNamespaces {
    const { SiteNamespaces }: typeof import('./namespace') = require('./namespace');
    this.namespaces ??= new SiteNamespaces(this.resources, this.inventory, this.report);
    return this.namespaces;
  }
}
