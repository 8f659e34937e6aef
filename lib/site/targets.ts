import { sourceOf } from '../kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../kinds/names';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { INTENT } from '../krm/own-kinds';
import type { ResourceList } from '../krm/resource-list';
import type { Inventory } from './inventory';
import { isSelectorText } from './site-selector';
import { targetTerms } from './target-expression';

/** What is wrong with a target. */
export interface TargetProblem {
  code: 'TARGET_EMPTY' | 'TARGET_SELECTOR' | 'TARGET_UNKNOWN';
  message: string;
}

/** The sites an object is meant for. */
export type Target =
  | { kind: 'sites'; sites: ReadonlySet<string> }
  /** Nothing says where it goes: it goes everywhere. */
  | { kind: 'everywhere' }
  | { kind: 'wrong'; problems: readonly TargetProblem[] };

/** Tells for which sites the objects of a package are meant. */
export class Targeting {
  private readonly intents = new Map<string, KubeObject>();
  /** Many objects have few targets. */
  private readonly resolved = new Map<string, Target>();

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
    const terms = this.statedTerms(object);
    if (terms.length > 0) return this.resolve(terms);
    const serviceType = object.annotations.get(SERVICE_TYPE_ANNOTATION);
    const sites = serviceType === undefined ? [] : this.inventory.forServiceType(serviceType);
    return sites.length > 0 ? { kind: 'sites', sites: new Set(sites) } : { kind: 'everywhere' };
  }

  private statedTerms(object: KubeObject): string[] {
    const own = targetTerms(object.annotations.get(TARGET_SITES_ANNOTATION) ?? []);
    if (own.length > 0) return own;
    const source = sourceOf(object);
    const intent = source?.kind === INTENT.kind ? this.intents.get(source.name) : undefined;
    return intent ? statedByIntent(intent) : [];
  }

  private resolve(terms: readonly string[]): Target {
    const key = terms.join('\n');
    const known = this.resolved.get(key) ?? this.resolveAnew(terms);
    this.resolved.set(key, known);
    return known;
  }

  private resolveAnew(terms: readonly string[]): Target {
    const problems = [...this.unknownNames(terms), ...terms.flatMap(term => this.selectorProblem(term) ?? [])];
    if (problems.length > 0) return { kind: 'wrong', problems };
    return { kind: 'sites', sites: new Set(terms.flatMap(term => this.inventory.expand(term) ?? [])) };
  }

  private unknownNames(terms: readonly string[]): TargetProblem[] {
    const unknown = terms.filter(term => !isSelectorText(term) && this.inventory.expand(term) === undefined);
    const [first] = unknown;
    if (first === undefined) return [];
    const names = unknown.map(name => JSON.stringify(name)).join(', ');
    const message = `is meant for the unknown site ${names}: ${this.inventory.hint(first)}`;
    return [{ code: 'TARGET_UNKNOWN', message }];
  }

  private selectorProblem(term: string): TargetProblem | undefined {
    if (!isSelectorText(term)) return undefined;
    const selected = this.inventory.select(term);
    const shown = JSON.stringify(term);
    if ('problem' in selected)
      return { code: 'TARGET_SELECTOR', message: `has a target that cannot be read, ${shown}: ${selected.problem}` };
    // Without an inventory there may be sites that the package does not know.
    if (selected.sites.length > 0 || this.inventory.isEmpty) return undefined;
    const message = `is meant for no site: no Site has the labels ${shown}; correct the selector or the labels of the sites, or withdraw the object with the target none`;
    return { code: 'TARGET_EMPTY', message };
  }
}

/** The terms of an intent's target: what its annotation says, else its `targetSite`. */
export function statedByIntent(intent: KubeObject): string[] {
  const annotated = targetTerms(intent.annotations.get(TARGET_SITES_ANNOTATION) ?? []);
  return annotated.length > 0 ? annotated : targetTerms(intent.get(['spec', 'targetSite']) ?? []);
}
