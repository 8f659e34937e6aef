import { thirdPartyResource } from '../kinds/third-party/third-party-kinds';
import { type GroupVersionKind, parseApiVersion } from '../krm/gvk';
import { KubeObject } from '../krm/kube-object';
import type { Crd } from '../schema/catalog';
import { ScopeCatalog } from '../schema/scope';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../yaml/value';
import { mapsIn, textOf } from './read-value';
import type { Equivalent, GroupVersionResource } from './request';
import { EXCLUDED_RESOURCES, pluralOf, SERVED_TOGETHER } from './resource-names';

/** A kind as the API server serves it. */
export interface ServedKind {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  /** Unknown where neither Kubernetes nor a CRD has the kind. */
  readonly scope: 'namespaced' | 'cluster' | 'unknown';
  readonly equivalents: readonly Equivalent[];
  /** Whether admission policies never see its objects. */
  readonly isExcluded: boolean;
}

interface CustomKind {
  readonly plural: string;
  readonly scope: 'namespaced' | 'cluster';
  readonly versions: readonly string[];
  /** Versions differ in their names only. */
  readonly hasSameShape: boolean;
}

/** The resources there are: those of Kubernetes, of the CRDs of a package, and of other projects. */
export class ResourceCatalog {
  private readonly builtIn = new ScopeCatalog([]);
  private readonly custom = new Map<string, CustomKind>();
  private readonly found = new Map<string, ServedKind>();

  /** `crds`: the first of a group and kind counts. */
  constructor(crds: readonly Crd[]) {
    for (const crd of crds) {
      const spec = crd instanceof KubeObject ? crd.get(['spec']) : crd.spec;
      if (!isMap(spec)) continue;
      const key = `${textOf(spec.group)} ${textOf(valueInside(spec, ['names', 'kind']))}`;
      if (!this.custom.has(key)) this.custom.set(key, readCrd(spec));
    }
  }

  kindOf(apiVersion: string, kind: string): ServedKind {
    const key = `${apiVersion} ${kind}`;
    let served = this.found.get(key);
    if (!served) {
      served = this.lookUp({ ...parseApiVersion(apiVersion), kind });
      this.found.set(key, served);
    }
    return served;
  }

  private lookUp(kind: GroupVersionKind): ServedKind {
    const { group } = kind;
    const custom = this.customKind(kind);
    const plural = custom?.plural ?? pluralOf(kind.kind);
    return {
      kind,
      resource: { group, version: kind.version, resource: plural },
      scope: custom?.scope ?? this.builtIn.scopeOf({ apiVersion: apiVersionOf(kind), kind: kind.kind }),
      equivalents: custom ? customEquivalents(kind, custom) : builtInEquivalents(kind),
      isExcluded: EXCLUDED_RESOURCES.has(`${group} ${plural}`),
    };
  }

  private customKind({ group, kind }: GroupVersionKind): CustomKind | undefined {
    const own = this.custom.get(`${group} ${kind}`);
    if (own) return own;
    const known = thirdPartyResource(group, kind);
    if (!known) return undefined;
    const { plural, scope, versions } = known;
    return { plural, scope: scope === 'Cluster' ? 'cluster' : 'namespaced', versions, hasSameShape: false };
  }
}

export function apiVersionOf({ group, version }: Pick<GroupVersionKind, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

function readCrd(spec: YamlMap): CustomKind {
  const served = mapsIn(spec.versions).filter(version => version.served !== false);
  const strategy: YamlValue | undefined = valueInside(spec, ['conversion', 'strategy']);
  return {
    plural: textOf(valueInside(spec, ['names', 'plural'])),
    scope: spec.scope === 'Cluster' ? 'cluster' : 'namespaced',
    versions: served.map(({ name }) => textOf(name)),
    hasSameShape: strategy !== 'Webhook',
  };
}

function customEquivalents({ group, version, kind }: GroupVersionKind, custom: CustomKind): Equivalent[] {
  return custom.versions
    .filter(other => other !== version)
    .map(other => ({
      resource: { group, version: other, resource: custom.plural },
      kind: { group, version: other, kind },
      hasSameShape: custom.hasSameShape,
    }));
}

function builtInEquivalents(kind: GroupVersionKind): Equivalent[] {
  const own = `${apiVersionOf(kind)} ${kind.kind}`;
  const others = SERVED_TOGETHER.find(group => group.includes(own))?.filter(each => each !== own) ?? [];
  return others.map(other => {
    const [apiVersion = '', name = ''] = other.split(' ');
    const { group, version } = parseApiVersion(apiVersion);
    return {
      resource: { group, version, resource: pluralOf(name) },
      kind: { group, version, kind: name },
      hasSameShape: false,
    };
  });
}
