import { labelValueProblem } from '../../lib/krm/label-syntax';
import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { compareText } from '../../lib/krm/result';

/** A label to be set. */
export interface Label {
  key: string;
  value: string;
}

/** What a copy of a fan-out says of its site. */
export interface SiteStamp {
  site: string;
  cluster: string;
}

/** `${site}`, in the value of a label. */
const PLACEHOLDER = /\$\{([\w.-]+)\}/g;

/** What only a package that knows its site has. */
const OF_SITE = ['cluster', 'site'];

/** A text with what `fill` gives in the place of each `${name}`. */
export function filledWith(text: string, fill: (name: string) => string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => fill(name));
}

export function hasPlaceholders(labels: Readonly<Record<string, string>>): boolean {
  return Object.values(labels).some(value => value.includes('${'));
}

/**
 * The labels with `${site}`, `${cluster}` and the keys of the package context filled in. A label whose value the package
 * does not know yet is left out, and told in an info: Porch renders a package before it says where it is. `stamp`: the site
 * of the objects that get them, where they do not have that of the package.
 */
export function filledLabels(
  labels: Readonly<Record<string, string>>,
  stamp: SiteStamp | undefined,
  resources: ResourceList,
  report: Report,
): Label[] {
  const given = Object.entries(labels).map(([key, value]) => ({ key, value }));
  if (!hasPlaceholders(labels)) return given;
  const known = valuesOf(stamp, resources, report);
  if (report.hasErrors) return [];
  return given.flatMap(label => filled(label, known, resources, report));
}

function filled(label: Label, known: ReadonlyMap<string, string>, resources: ResourceList, report: Report): Label[] {
  const { key } = label;
  const names = [...label.value.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const unknown = names.find(name => !known.has(name));
  if (unknown !== undefined) {
    refuseOrWait(key, unknown, known, resources, report);
    return [];
  }
  const value = filledWith(label.value, name => known.get(name) ?? '');
  const problem = labelValueProblem(value);
  if (problem === undefined) return [{ key, value }];
  const message = `${JSON.stringify(value)} is no valid value for the label ${key}: ${problem}`;
  report.error({ code: 'LABEL_VALUE', message, object: resources.functionConfig, path: ['labels', key] });
  return [];
}

function refuseOrWait(
  key: string,
  name: string,
  known: ReadonlyMap<string, string>,
  resources: ResourceList,
  report: Report,
): void {
  if (OF_SITE.includes(name) || !resources.packageContext) {
    const message = `the label ${key} is not set: the package does not know \${${name}} yet`;
    report.info({ code: 'LABEL_WAITS', message });
    return;
  }
  const names = [...known.keys(), ...OF_SITE.filter(each => !known.has(each))].sort(compareText);
  const near = nearest(name, names);
  const hint = near === undefined ? '' : `did you mean \${${near}}? `;
  const message = `the label ${key} asks for \${${name}}, which the package context does not have: ${hint}known are ${names.join(', ')}`;
  report.error({ code: 'LABEL_VALUE', message, object: resources.functionConfig, path: ['labels', key] });
}

/** What the package context says, and the site. What reads the inventory is loaded for values that ask for it only. */
function valuesOf(stamp: SiteStamp | undefined, resources: ResourceList, report: Report): Map<string, string> {
  const { readInventory }: typeof import('../../lib/site/read-inventory') = require('../../lib/site/read-inventory');
  const site: typeof import('../../lib/site/package-site') = require('../../lib/site/package-site');
  const known = new Map(resources.packageContext?.stringMap(['data']).entries());
  if (stamp) return known.set('site', stamp.site).set('cluster', stamp.cluster);
  const inventory = readInventory(resources, [], report);
  const found = site.packageSite(resources, inventory, undefined);
  if (found.state === 'unknown') site.reportUnknownSite(found, inventory, report);
  known.delete('site');
  if (found.state !== 'resolved') return known;
  return known.set('site', found.site.name).set('cluster', found.site.cluster);
}
