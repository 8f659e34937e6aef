import { namespaceOf } from '../../../lib/krm/default-namespace';
import { visitPresentFields } from '../../../lib/krm/field-walk';
import { parseApiVersion, RBAC_GROUP } from '../../../lib/krm/gvk';
import type { KubeObject, StringMap } from '../../../lib/krm/kube-object';
import type { Report } from '../../../lib/krm/report';
import { MissingObjects } from './missing-objects';
import { reportNetworkTypes, visitAttachments } from './network-attachments';
import { reportNsInstances } from './ns-instances';
import type { PackageObjects } from './package-objects';
import {
  REFERRING_KINDS,
  type ReferenceField,
  type ReferredKind,
  referencesOf,
  SERVICE_ACCOUNT,
} from './reference-fields';
import { reportSelectors } from './service-selectors';
import { reportTemplateParameters } from './template-parameters';

/**
 * Warns of what the objects of a package ask of each other and do not get. Nothing of it is an error: another package
 * may bring what is missing.
 */
export function reportReferences(objects: PackageObjects, report: Report): void {
  const missing = new MissingObjects(objects);
  for (const object of objects.ofKinds(REFERRING_KINDS)) {
    const fields = referencesOf(object);
    if (!fields) continue;
    visitPresentFields(object, fields, (field, map) => visitReference(object, field, map, missing));
    visitAttachments(object, missing);
  }
  missing.reportTo(report);
  reportSelectors(objects, report);
  reportNetworkTypes(objects, report);
  reportTemplateParameters(objects, report);
  reportNsInstances(objects, report);
}

function visitReference(object: KubeObject, field: ReferenceField, map: StringMap, missing: MissingObjects): void {
  const name = map.get(field.key);
  if (!name || map.get('optional') === 'true') return;
  const to = typeof field.to === 'object' ? field.to : READERS[field.to](map);
  if (!to) return;
  const stated = field.namespaceKey === undefined ? undefined : map.get(field.namespaceKey);
  missing.add({ object, path: [...map.path, field.key], to, namespace: stated || namespaceOf(object), name });
}

/** What a mapping says of the kind that it refers to; undefined for what is no object. */
const READERS: Record<Exclude<ReferenceField['to'], ReferredKind>, (map: StringMap) => ReferredKind | undefined> = {
  role: map => {
    const kind = map.get('kind') ?? '';
    return { group: RBAC_GROUP, kind, isClusterScoped: kind === 'ClusterRole' };
  },
  stated: map => {
    const kind = map.get('kind');
    return kind ? { group: parseApiVersion(map.get('apiVersion') ?? '').group, kind } : undefined;
  },
  subject: map => (map.get('kind') === SERVICE_ACCOUNT.kind ? SERVICE_ACCOUNT : undefined),
};
