import { TARGET_SITES_ANNOTATION } from '../kinds/names';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { nearest } from '../krm/nearest';
import { INTENT } from '../krm/own-kinds';
import type { Report } from '../krm/report';
import type { ResourceList } from '../krm/resource-list';
import { type Inventory, NOWHERE } from './inventory';
import { isSpecialised, type PackageSite } from './package-site';
import { isSelectorText } from './site-selector';
import { targetTerms } from './target-expression';
import { statedByIntent } from './targets';

/** How many names a message has. */
const NAMED = 10;

/**
 * Reports the names in targets that nothing knows, where there is no `Site` by which they could be told to be wrong: a
 * misspelt one means a site that there is not, and what has it is rendered nowhere. Porch injects a package's own cluster
 * only, so that they may be right, too. (With a `Site`, an unknown name is an error; `Targeting` finds it.)
 */
export function reportUncheckedTargets(
  resources: ResourceList,
  inventory: Inventory,
  found: PackageSite,
  required: boolean,
  report: Report,
): void {
  // Of a wrong site, that it is wrong is said elsewhere.
  if (!inventory.isEmpty || found.state === 'unknown') return;
  const known = new Set(inventory.namesOfFacts);
  if (found.state === 'resolved') known.add(found.site.name).add(found.site.cluster);
  const unchecked = [...carriersByName(resources)].filter(
    ([name]) => !known.has(name) && name !== NOWHERE && inventory.find(name) !== undefined,
  );
  if (unchecked.length === 0) return;
  const named = unchecked.slice(0, NAMED).map(([name, carriers]) => described(name, carriers, known));
  const more = unchecked.length > NAMED ? ` and ${unchecked.length - NAMED} more names` : '';
  const message =
    `no Site says which sites there are, and nothing else knows these targets: ${named.join(', ')}${more}; ` +
    'they are taken for sites of their own: add a Site object for each site, or correct the names';
  const finding = { code: 'TARGET_UNCHECKED', message };
  if (!isSpecialised(found)) report.info(finding);
  else if (required) report.error(finding);
  else report.warning(finding);
}

/** The names of sites and groups in targets, with the objects that have them: intents first, for there they are mended. */
function carriersByName({ items }: ResourceList): Map<string, KubeObject[]> {
  const carriers = new Map<string, KubeObject[]>();
  const isIntent = (object: KubeObject) => matchesKind(object, INTENT);
  for (const object of [...items.filter(isIntent), ...items.filter(each => !isIntent(each))]) {
    const annotated = object.annotations.get(TARGET_SITES_ANNOTATION) ?? [];
    for (const term of isIntent(object) ? statedByIntent(object) : targetTerms(annotated)) {
      if (isSelectorText(term)) continue;
      const others = carriers.get(term);
      if (others) others.push(object);
      else carriers.set(term, [object]);
    }
  }
  return carriers;
}

function described(name: string, [first, ...others]: readonly KubeObject[], known: ReadonlySet<string>): string {
  const where = `${first?.kind} ${first?.name}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const near = nearest(
    name,
    [...known].filter(each => !isNeighbour(name, each)),
  );
  return `${name} of ${where}${near === undefined ? '' : ` (did you mean ${near}?)`}`;
}

/** Whether two names are those of neighbours, `edge1` and `edge2`: nobody has mistaken one for the other. */
function isNeighbour(one: string, other: string): boolean {
  const shape = (name: string) => name.replace(/\d+/g, '#');
  const plain = (name: string) => name.replace(/(?<!\d)0+(?=\d)/g, '');
  return shape(one) === shape(other) && plain(one) !== plain(other);
}
