import { matchesKind } from '../../lib/krm/gvk';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { Inventory } from '../../lib/site/inventory';
import type { Site } from '../../lib/site/site';
import type { SiteValueOwners } from '../../lib/site/site-value-owners';
import { formatPath, type Path } from '../../lib/yaml/path';
import { fieldText } from './field-values';
import { NAMED_AFTER_SITE } from './site-fields';
import type { SiteRules } from './site-rules';

/** What is checked for other sites' values, and with what. */
export interface LeakCheck {
  inventory: Inventory;
  rules: SiteRules;
  owners: SiteValueOwners;
  report: Report;
}

/** Reports what an object of a site has of other sites: their values in fields that belong to a site, and their names. */
export function reportLeaks(object: KubeObject, site: Site, check: LeakCheck): void {
  const { rules, owners } = check;
  const leaks = new Map<string, Leak>();
  for (const path of rules.addressesOf(object)) {
    const text = object.getText(path);
    const found = text === undefined ? undefined : owners.otherOwnerOfAddress(text, site);
    if (text === undefined || !found) continue;
    const { owner, name } = found;
    leaks.set(formatPath(path), { path, text, what: 'an address', owner, mend: addressMend(name, site) });
  }
  for (const field of rules.fieldsOf(object)) {
    const { value } = field;
    for (const path of rules.pathsOf(object, field)) {
      const text = fieldText(object, path);
      const owner = text === undefined ? undefined : owners.otherOwner(value, text, site);
      if (text === undefined || !owner) continue;
      const own = value.of(site);
      leaks.set(formatPath(path), { path, text, what: value.text, owner, own, mend: valueMend(own, site) });
    }
  }
  for (const leak of leaks.values()) reportLeak(object, leak, site, check);
  reportForeignName(object, site, check);
}

interface Leak {
  path: Path;
  text: string;
  /** What it is to its owner: `values.plmnId` … */
  what: string;
  owner: Site;
  own?: string | undefined;
  mend: string;
}

/** Fields of addresses are no site's by themselves: the config says which value of the site each of them has. */
function addressMend(name: string, { name: site, values }: Site): string {
  const value = `values.${name}`;
  const own = Object.hasOwn(values, name) ? values[name] : undefined;
  return own === undefined
    ? `site ${site} has nothing for it: give the site ${value}, and add the field to \`fields\` with that value`
    : `site ${site} has ${JSON.stringify(own)} for it: add the field to \`fields\` with the value ${value}`;
}

function valueMend(own: string | undefined, site: Site): string {
  return own === undefined
    ? `site ${site.name} says nothing of it: give the site a value (the same, if they share it), take the field out`
    : `expected ${JSON.stringify(own)}: correct it`;
}

function reportLeak(
  object: KubeObject,
  { path, text, what, owner, own, mend }: Leak,
  site: Site,
  { report }: LeakCheck,
): void {
  const message = `${object.kind} ${object.name} for site ${site.name} has ${what} of site ${owner.name} in ${formatPath(path)}, ${JSON.stringify(text)}; ${mend}, or list it under \`peerFields\` if it names a peer`;
  report.error({ code: 'SITE_LEAK', message, object, path, current: text, proposed: own });
}

/**
 * A name that ends with another site's. It moves nothing to the wrong cluster: it is an error only for kinds that are
 * named after their site, and elsewhere the site's name may be a word like any other.
 */
function reportForeignName(object: KubeObject, site: Site, { inventory, rules, report }: LeakCheck): void {
  const path = ['metadata', 'name'];
  const { name } = object;
  const owner = namedSite(name, inventory);
  if (!owner || owner.name === site.name || rules.isPeer(object, path)) return;
  // A link has the names of both its ends.
  if (isNamed(site, name, inventory)) return;
  const isNamedAfterSite = NAMED_AFTER_SITE.some(kind => matchesKind(object, kind));
  const message = `${object.kind} ${name} for site ${site.name} is named after site ${owner.name}: rename it, give it the target ${owner.name}, or list ${formatPath(path)} of the kind under \`peerFields\``;
  const finding = { code: 'SITE_NAME_LEAK', message, object, path, current: name };
  if (isNamedAfterSite) report.error(finding);
  else report.warning(finding);
}

/** The site whose name, or cluster, a name ends with. */
function namedSite(name: string, inventory: Inventory): Site | undefined {
  if (inventory.isEmpty) return undefined;
  for (let dash = name.indexOf('-'); dash >= 0; dash = name.indexOf('-', dash + 1)) {
    const site = inventory.find(name.slice(dash + 1));
    if (site) return site;
  }
  return undefined;
}

/** Whether a name has the one of a site in it, or of its cluster. The longest name counts: north-edge1 is not edge1. */
function isNamed(site: Site, name: string, inventory: Inventory): boolean {
  let rest = name;
  while (rest !== '') {
    const start = startOfLast(rest, inventory);
    if (inventory.find(rest.slice(start))?.name === site.name) return true;
    rest = rest.slice(0, Math.max(start - 1, 0));
  }
  return false;
}

/** Where the name of a site at the end of a text begins; where its last word does, if none is there. */
function startOfLast(text: string, inventory: Inventory): number {
  let start = 0;
  while (!inventory.find(text.slice(start))) {
    const dash = text.indexOf('-', start);
    if (dash < 0) break;
    start = dash + 1;
  }
  return start;
}
