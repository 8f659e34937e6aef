import { ByType, type Typed } from '../krm/by-type';
import { parseApiVersion } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { type GroupScopes, LEGACY_SCOPES, OWN_SCOPES, SCOPES } from './scope-table';

/** Whether objects of a kind live in a namespace; unknown where neither Kubernetes nor a CRD has the kind. */
export type Scope = 'namespaced' | 'cluster' | 'unknown';

/** The scopes of kinds: Kubernetes' own, this library's, and those of the CRDs of a package. */
export class ScopeCatalog {
  private readonly crdScopes = new Map<string, Scope>();
  private readonly scopes = new ByType(({ apiVersion, kind }: Typed) =>
    this.lookUp(parseApiVersion(apiVersion).group, kind),
  );

  /** `crds`: CustomResourceDefinitions; the first of a group and kind counts. */
  constructor(crds: readonly KubeObject[]) {
    for (const crd of crds) {
      const key = `${crd.getString(['spec', 'group'])} ${crd.getString(['spec', 'names', 'kind'])}`;
      const scope = crd.getString(['spec', 'scope']) === 'Cluster' ? 'cluster' : 'namespaced';
      if (!this.crdScopes.has(key)) this.crdScopes.set(key, scope);
    }
  }

  scopeOf(object: Typed): Scope {
    return this.scopes.of(object);
  }

  private lookUp(group: string, kind: string): Scope {
    for (const table of [SCOPES, LEGACY_SCOPES, OWN_SCOPES]) {
      const scopes: GroupScopes = Object.hasOwn(table, group) ? (table[group] ?? {}) : {};
      if (scopes.namespaced?.includes(kind)) return 'namespaced';
      if (scopes.cluster?.includes(kind)) return 'cluster';
    }
    return this.crdScopes.get(`${group} ${kind}`) ?? 'unknown';
  }
}
