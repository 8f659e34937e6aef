import { DEFAULT_NAMESPACE } from '../../lib/krm/default-namespace';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { ResourceList } from '../../lib/krm/resource-list';
import { creationOf } from '../../lib/policy/admission-request';
import type { ParamCandidate } from '../../lib/policy/params';
import { makesPods, podOf } from '../../lib/policy/pod-projection';
import { placeInPod } from '../../lib/policy/pods/token-place';
import type { AdmissionRequest } from '../../lib/policy/request';
import { ResourceCatalog, type ServedKind } from '../../lib/policy/resource-catalog';
import { ServiceAccounts } from '../../lib/policy/service-accounts';
import { visibleObject } from '../../lib/policy/visible-object';
import { type Crd, SchemaCatalog } from '../../lib/schema/catalog';
import { packageCrds } from '../../lib/schema/package-crds';
import { withDefaults } from '../../lib/schema/with-defaults';
import type { Path } from '../../lib/yaml/path';
import { isMap, type YamlMap } from '../../lib/yaml/value';
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

/** What policies are asked about: the objects of a package as a cluster would have them. */
export class Subjects {
  readonly kinds: ResourceCatalog;
  private readonly pods: ServedKind;
  private readonly projects: boolean;
  private readonly schemas: SchemaCatalog | undefined;
  private readonly accounts: ServiceAccounts;

  /** The CRDs of the package and of the config tell about kinds. */
  constructor(resources: ResourceList, config: PolicyEnforcerConfig) {
    const { kubernetesVersion, defaulting, podProjection } = config;
    this.projects = podProjection;
    const crds: Crd[] = [...packageCrds(resources), ...config.crds];
    this.kinds = new ResourceCatalog(crds);
    this.accounts = new ServiceAccounts(resources.items);
    this.pods = this.kinds.kindOf('v1', 'Pod');
    this.schemas = defaulting ? new SchemaCatalog({ kubernetesVersion, hasApiRules: false }, crds) : undefined;
  }

  /**
   * The requests that an object will make, of those that anybody asks about: its own, and that for the Pods it makes.
   * `isAsked`: whether there is a policy for a kind.
   */
  of(object: KubeObject, isAsked: (served: ServedKind) => boolean): Subject[] {
    const served = this.kinds.kindOf(object.apiVersion, object.kind);
    if (served.isExcluded) return [];
    const isAskedItself = isAsked(served);
    const isAskedOfPods = this.projects && makesPods(served.kind) && isAsked(this.pods);
    if (!isAskedItself && !isAskedOfPods) return [];
    const value = this.inCluster(object, served);
    const placeOf = (path: Path) => (served === this.pods ? placeInPod(path, value) : path);
    const itself = { request: requestFor(value, served), object, what: '', placeOf };
    return [...(isAskedItself ? [itself] : []), ...(isAskedOfPods ? this.podsOf(object, value) : [])];
  }

  private podsOf(object: KubeObject, value: YamlMap): Subject[] {
    const projected = podOf(value);
    if (!projected) return [];
    const pod = this.completed(projected.pod);
    const request = requestFor(pod, this.pods);
    const placeOf = (path: Path) => projected.pathInWorkload(placeInPod(path, pod));
    return [{ request, object, what: 'of the Pods it makes', placeOf }];
  }

  /** An object that policies may take parameters from. */
  paramCandidate(object: KubeObject): ParamCandidate {
    const { apiVersion, kind, name, namespace } = object;
    return { apiVersion, kind, name, namespace, read: () => this.inCluster(object) };
  }

  /** An object as a cluster would have it, or as it is written. */
  inCluster(object: KubeObject, served = this.kinds.kindOf(object.apiVersion, object.kind)): YamlMap {
    const written = visibleObject(object);
    return this.schemas ? placed(this.completed(written), served) : written;
  }

  private completed(value: YamlMap): YamlMap {
    return this.schemas ? withDefaults(value, this.schemas, this.accounts.mountsToken) : value;
  }
}

/** The request is for a namespace, even if the object is judged as it is written and does not name it. */
function requestFor(object: YamlMap, served: ServedKind): AdmissionRequest {
  const request = creationOf(object, served);
  const isPlaced = served.scope !== 'namespaced' || request.namespace !== '';
  return isPlaced ? request : { ...request, namespace: DEFAULT_NAMESPACE };
}

/** An object in the namespace where it will be. */
function placed(object: YamlMap, { scope }: ServedKind): YamlMap {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  if (scope !== 'namespaced' || metadata.namespace) return object;
  return { ...object, metadata: { ...metadata, namespace: DEFAULT_NAMESPACE } };
}
