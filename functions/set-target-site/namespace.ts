import { reportCollisions } from '../../lib/kinds/relocation/collisions';
import type { NamespaceReference } from '../../lib/kinds/relocation/namespace-references';
import { relocate } from '../../lib/kinds/relocation/relocate';
import type { Resident } from '../../lib/kinds/relocation/resident';
import { CONFIG_INJECTION_ANNOTATION, INJECTED_RESOURCE_ANNOTATION } from '../../lib/krm/annotations';
import { DEFAULT_NAMESPACE } from '../../lib/krm/default-namespace';
import type { KubeObject, StringMap } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { compareText } from '../../lib/krm/result';
import { NAMESPACE_SELECTOR } from '../../lib/schema/gitops/config-sync-names';
import { packageCrds } from '../../lib/schema/package-crds';
import { reportUnplaced, residentsOf } from '../../lib/schema/residents';
import { ScopeCatalog } from '../../lib/schema/scope';
import type { Inventory } from '../../lib/site/inventory';
import type { Site } from '../../lib/site/site';

const COLLISION_MEND = 'rename one, or give them targets that have no site in common';

/** Moves objects to the namespaces of their sites. */
export class SiteNamespaces {
  private readonly scopes: ScopeCatalog;
  private readonly unplaced: KubeObject[] = [];

  constructor(
    resources: ResourceList,
    private readonly inventory: Inventory,
    private readonly report: Report,
  ) {
    this.scopes = new ScopeCatalog(packageCrds(resources));
  }

  /**
   * Moves the objects of a site to its namespace, with the Namespace itself and what refers to them. Only one namespace
   * can move, beside those of other sites, and `default` where objects name none: a package that has several of its own
   * says so with an error.
   */
  move(objects: readonly KubeObject[], site: Site, namespace: string): void {
    const { inventory, report } = this;
    const applied = objects.filter(object => !object.isLocalConfig);
    const { residents, unplaced } = residentsOf(applied.filter(isInOneNamespace), this.scopes);
    const own = ownNamespaces(residents, inventory);
    if (own.size > 1) {
      reportSeveral(own, site, namespace, report);
      return;
    }
    if (residents.some(namesNoNamespace)) own.add(DEFAULT_NAMESPACE);
    const isMoving = (name: string): boolean => own.has(name) || inventory.namespaces.has(name);
    const moving = residents.filter(({ from }) => isMoving(from));
    reportCollisions(residents, new Set(moving), namespace, COLLISION_MEND, report);
    const follows = (map: StringMap, reference: NamespaceReference) => isFollowing(map, reference, isMoving);
    relocate(applied, { moving, namespace, others: own, follows });
    this.unplaced.push(...unplaced);
  }

  /** Says, once for all sites, which objects have got no namespace as nothing is known of their kinds. */
  reportUnplaced(): void {
    reportUnplaced(this.unplaced, this.report);
  }
}

/** Config Sync gives an object that chooses namespaces to each of them, and refuses one that names one, too. */
function isInOneNamespace({ namespace, annotations }: KubeObject): boolean {
  return namespace !== '' || !annotations.has(NAMESPACE_SELECTOR);
}

/** The namespaces that objects are in, without those of sites. */
function ownNamespaces(residents: readonly Resident[], { namespaces }: Inventory): Set<string> {
  const own = residents.flatMap(({ object, isNamespace }) => (isNamespace ? [] : [object.namespace]));
  return new Set(own.filter(name => name !== '' && !namespaces.has(name)));
}

function namesNoNamespace({ object, isNamespace }: Resident): boolean {
  return !isNamespace && object.namespace === '';
}

/** Whether a reference names a namespace that moves, or must name one and does not. */
function isFollowing(
  map: StringMap,
  { isRequired, path }: NamespaceReference,
  isMoving: (namespace: string) => boolean,
): boolean {
  if (path[0] === 'spec' && isInjected(map.object)) return false;
  const from = map.get('namespace') ?? '';
  return from === '' ? isRequired : isMoving(from);
}

/** Whether the `spec` of an object is Porch's. */
function isInjected({ annotations }: KubeObject): boolean {
  return annotations.has(CONFIG_INJECTION_ANNOTATION) || annotations.has(INJECTED_RESOURCE_ANNOTATION);
}

function reportSeveral(own: ReadonlySet<string>, site: Site, namespace: string, report: Report): void {
  const names = [...own].sort(compareText).join(', ');
  const message = `the package has the namespaces ${names}, and site ${site.name} gives it one (${namespace}): use one namespace, or leave \`namespace\` out of the site`;
  report.error({ code: 'SEVERAL_NAMESPACES', message });
}
