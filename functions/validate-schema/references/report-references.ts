import { visitPresentFields } from '../../../lib/krm/field-walk';
import { parseApiVersion } from '../../../lib/krm/gvk';
import type { KubeObject, StringMap } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import { DEFAULT_NAMESPACE } from '../../../lib/schema/gitops/object-index';
import { MissingObjects } from './missing-objects';
import { reportNetworkTypes, visitAttachments } from './network-attachments';
import { reportNsInstances } from './ns-instances';
import type { PackageObjects } from './package-objects';
import { type ReferenceField, type ReferredKind, referencesOf } from './reference-fields';
import { reportSelectors } from './service-selectors';
import { reportTemplateParameters } from './template-parameters';

/**
 * Warns of what the objects of a package ask of each other and do not get. Nothing of it is an error: another package
 * may bring what is missing.
 */
export function reportReferences(objects: PackageObjects, report: Report): void {
  const { applied, index } = objects;
  const missing = new MissingObjects(index);
  for (const object of applied) {
    const fields = referencesOf(object);
    if (!fields) continue;
    visitPresentFields(object, fields, (field, map) => visitReference(object, field, map, missing));
    visitAttachments(object, missing);
  }
  missing.reportTo(report);
  reportSelectors(applied, report);
  reportNetworkTypes(objects, report);
  reportTemplateParameters(objects, report);
  reportNsInstances(objects, report);
}

function visitReference(object: KubeObject, field: ReferenceField, map: StringMap, missing: MissingObjects): void {
  const name = map.get(field.key);
  if (!name || map.get('optional') === 'true') return;
  const to = field.to === 'stated' ? statedKind(map) : field.to;
  if (!to) return;
  const stated = field.namespaceKey === undefined ? undefined : map.get(field.namespaceKey);
  missing.add({ object, path: [...map.path, field.key], to, namespace: stated || namespaceOf(object), name });
}

/** Undefined for what is no object: users and groups. */
function statedKind(map: StringMap): ReferredKind | undefined {
  const kind = map.get('kind');
  if (!kind || kind === 'User' || kind === 'Group') return undefined;
  const group = map.get('apiGroup') ?? parseApiVersion(map.get('apiVersion') ?? '').group;
  return { group, kind, isClusterScoped: kind === 'ClusterRole' };
}

function namespaceOf({ namespace }: KubeObject): string {
  return namespace || DEFAULT_NAMESPACE;
}
