import { sourceOf } from '../kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../kinds/names';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { INTENT } from '../krm/own-kinds';
import type { ResourceList } from '../krm/resource-list';
import type { Inventory } from './inventory';
import { siteNames } from './target-expression';

/** The sites an object is meant for. */
export type Target =
  | { kind: 'sites'; sites: ReadonlySet<string> }
  /** Nothing says where it goes: it goes everywhere. */
  | { kind: 'everywhere' }
  | { kind: 'unknown'; names: readonly string[] };

/** Tells for which sites the objects of a package are meant. */
export class Targeting {
  private readonly intents = new Map<string, KubeObject>();

  constructor(
    resources: ResourceList,
    private readonly inventory: Inventory,
  ) {
    for (const object of resources.items) {
      if (matchesKind(object, INTENT)) this.intents.set(object.name, object);
    }
  }

  /**
   * The target of an object: what its annotation says; else what the intent it was made from says, by annotation or
   * `targetSite`; else the sites meant for its service type; else every site.
   */
  targetOf(object: KubeObject): Target {
    const names = this.statedNames(object);
    if (names.length > 0) return this.resolve(names);
    const serviceType = object.annotations.get(SERVICE_TYPE_ANNOTATION);
    const sites = serviceType === undefined ? [] : this.inventory.forServiceType(serviceType);
    return sites.length > 0 ? { kind: 'sites', sites: new Set(sites) } : { kind: 'everywhere' };
  }

  private statedNames(object: KubeObject): string[] {
    const own = siteNames(object.annotations.get(TARGET_SITES_ANNOTATION) ?? []);
    if (own.length > 0) return own;
    const source = sourceOf(object);
    const intent = source?.kind === INTENT.kind ? this.intents.get(source.name) : undefined;
    if (!intent) return [];
    const annotated = siteNames(intent.annotations.get(TARGET_SITES_ANNOTATION) ?? []);
    return annotated.length > 0 ? annotated : siteNames(intent.get(['spec', 'targetSite']) ?? []);
  }

  private resolve(names: readonly string[]): Target {
    const unknown = names.filter(name => this.inventory.expand(name) === undefined);
    if (unknown.length > 0) return { kind: 'unknown', names: unknown };
    return { kind: 'sites', sites: new Set(names.flatMap(name => this.inventory.expand(name) ?? [])) };
  }
}
