import type { KubeObject } from '../../lib/krm/kube-object';
import { creationOf } from '../../lib/policy/admission-request';
import type { AdmissionRequest } from '../../lib/policy/request';
import type { ResourceCatalog } from '../../lib/policy/resource-catalog';
import { visibleObject } from '../../lib/policy/visible-object';
import type { Path } from '../../lib/yaml/path';
import type { PolicyEnforcerConfig } from './config';

/** A request that an object of the package will make. */
export interface Subject {
  readonly request: AdmissionRequest;
  readonly object: KubeObject;
  /** What it is, if it is not the object itself. */
  readonly what: string;
  /** Where the object has what stands at a path of the request's object. */
  placeOf(path: Path): Path;
}

/** The requests that an object of the package will make. */
export function* subjectsOf(
  object: KubeObject,
  catalog: ResourceCatalog,
  _config: PolicyEnforcerConfig,
): Generator<Subject> {
  const served = catalog.kindOf(object.apiVersion, object.kind);
  if (served.isExcluded) return;
  const value = visibleObject(object);
  yield { request: creationOf(value, served), object, what: '', placeOf: path => path };
}
