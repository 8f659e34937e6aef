import { TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import { Targeting, type TargetProblem } from '../../lib/site/targets';

/** An object and the names of its sites; `undefined` stands for every site. */
export interface TargetedObject {
  object: KubeObject;
  sites: ReadonlySet<string> | undefined;
}

/** The objects with their sites; targets that are wrong are reported, and those that are missing. */
export function readTargets(
  objects: readonly KubeObject[],
  resources: ResourceList,
  inventory: Inventory,
  required: boolean,
  report: Report,
): TargetedObject[] {
  const targeting = new Targeting(resources, inventory);
  const targeted: TargetedObject[] = [];
  for (const object of objects) {
    const target = targeting.targetOf(object);
    if (target.kind === 'wrong') reportWrongTarget(object, target.problems, report);
    else targeted.push({ object, sites: target.kind === 'sites' ? target.sites : undefined });
  }
  const untargeted = targeted.flatMap(({ object, sites }) => (sites === undefined ? [object] : []));
  if (untargeted.length > 0) reportUntargeted(untargeted, required, report);
  return targeted;
}

function reportWrongTarget(object: KubeObject, problems: readonly TargetProblem[], report: Report): void {
  const path = ['metadata', 'annotations', TARGET_SITES_ANNOTATION];
  for (const { code, message } of problems)
    report.error({ code, message: `${object.kind} ${object.name} ${message}`, object, path });
}

/** How many objects a message names. */
const NAMED = 10;

function reportUntargeted(objects: readonly KubeObject[], required: boolean, report: Report): void {
  const named = objects.slice(0, NAMED).map(object => `${object.kind} ${object.name}`);
  const more = objects.length > NAMED ? ` and ${objects.length - NAMED} more` : '';
  const message =
    `${objects.length} objects name no target site and go to every site: ${named.join(', ')}${more}; ` +
    `annotate them with ${TARGET_SITES_ANNOTATION} (a site, a group, or several with commas)`;
  if (required) report.error({ code: 'TARGET_MISSING', message });
  else report.warning({ code: 'TARGET_MISSING', message });
}
