import { thirdPartyCrd, thirdPartyKindsOf } from '../kinds/third-party/third-party-kinds';
import { parseApiVersion } from '../krm/gvk';
import { KubeObject } from '../krm/kube-object';
import { nearest } from '../krm/nearest';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../yaml/value';
import { SUBRESOURCE_KINDS } from './api-server/subresource-kinds';
import type { Rules } from './check-object';
import { type CustomSchema, readCustomSchema, type SchemaContext } from './custom-resource';
import { SchemaPack } from './pack';
import type { Schema } from './schema';
import type { SchemaFinding } from './walk';

const CRD = 'CustomResourceDefinition';
const KPT_GROUP = 'kpt.dev';

/** A kind that there is a schema for. */
export interface KnownKind extends Rules {
  isNamespaced: boolean;
  /** How many rules of its CRD compare with an older object: they are not evaluated. */
  transitionRules: number;
}

/** There is no schema: why, and what to do. */
export interface MissingKind {
  message: string;
  /** The API group belongs to Kubernetes: no CRD can bring the kind. */
  isBuiltIn: boolean;
}

/** A CRD: the object of a package, or one that is kept as data. */
export type Crd = KubeObject | YamlMap;

/** The kinds there are schemas for: those of a Kubernetes version, custom resources, and kinds of other projects. */
export class SchemaCatalog {
  private readonly pack: SchemaPack;
  private readonly crds: ReadonlyMap<string, Crd>;
  private readonly found = new Map<string, KnownKind | MissingKind>();
  private readonly hasApiRules: boolean;

  /** `crds`: the first of a group and kind counts. `fallback`: those of kinds that neither these nor the tables of other projects have. */
  constructor(
    { kubernetesVersion, hasApiRules }: { kubernetesVersion: string; hasApiRules: boolean },
    crds: readonly Crd[],
    private readonly fallback: (group: string, kind: string) => Crd | undefined = () => undefined,
  ) {
    this.pack = new SchemaPack(kubernetesVersion, hasApiRules);
    this.hasApiRules = hasApiRules;
    this.crds = byKind(crds);
  }

  /** Of the Kubernetes version: 36 for 1.36. */
  get minor(): number {
    return Number(this.pack.version.slice('1.'.length));
  }

  kindOf({ apiVersion, kind }: { apiVersion: string; kind: string }): KnownKind | MissingKind {
    const key = `${apiVersion} ${kind}`;
    let known = this.found.get(key);
    if (!known) {
      known = this.builtIn(apiVersion, kind) ?? this.custom(apiVersion, kind) ?? this.missing(apiVersion, kind);
      this.found.set(key, known);
    }
    return known;
  }

  /** The kinds that were asked for whose CRDs have rules that are not evaluated. */
  kindsWithTransitionRules(): { kind: string; transitionRules: number }[] {
    return [...this.found].flatMap(([key, known]) => {
      const kind = key.slice(key.indexOf(' ') + 1);
      if (!('transitionRules' in known) || known.transitionRules === 0) return [];
      return [{ kind, transitionRules: known.transitionRules }];
    });
  }

  private builtIn(apiVersion: string, kind: string): KnownKind | undefined {
    const entry = this.pack.kind(apiVersion, kind);
    if (!entry) return undefined;
    const { schema, isNamespaced } = entry;
    const isCrd = kind === CRD && apiVersion === 'apiextensions.k8s.io/v1';
    const check = isCrd ? (object: KubeObject) => this.checkCrd(object) : undefined;
    return { schema, isNamespaced, transitionRules: 0, check };
  }

  private checkCrd(object: KubeObject): SchemaFinding[] {
    const { checkCrd }: typeof import('./crd/check-crd') = require('./crd/check-crd');
    const crd = object.toJS();
    return isMap(crd) ? checkCrd(crd, { ...this.context(), isNew: this.hasApiRules }) : [];
  }

  private context(prunes = true): SchemaContext {
    return { objectMeta: this.pack.objectMeta, kubernetesVersion: this.pack.version, prunes };
  }

  private custom(apiVersion: string, kind: string): KnownKind | MissingKind | undefined {
    const { group, version } = parseApiVersion(apiVersion);
    const crd = this.crdOf(group, kind);
    if (!crd) return undefined;
    const versions = versionsOf(crd);
    const served = versions.find(each => each.name === version && each.served !== false);
    if (!served) {
      const names = versions.filter(each => each.served !== false).map(each => `${group}/${String(each.name)}`);
      // Only kpt reads Kptfiles: there is no CRD.
      const reader = group === KPT_GROUP ? 'kpt does not read' : `the CRD of ${kind} does not serve`;
      return {
        message: `${reader} ${apiVersion}: use ${names.join(' or ')}`,
        isBuiltIn: false,
      };
    }
    const openApi = isMap(served.schema) ? served.schema.openAPIV3Schema : undefined;
    const { schema, hasRules }: CustomSchema = readCustomSchema(
      openApi,
      // kpt refuses a Kptfile with a field that it does not know.
      this.context(group !== KPT_GROUP),
    );
    const isNamespaced = textAt(crd, ['spec', 'scope']) !== 'Cluster';
    if (!hasRules || !isMap(openApi)) return { schema, isNamespaced, transitionRules: 0 };
    const rules = this.rulesOf(openApi, schema);
    return {
      schema,
      isNamespaced,
      check: (object, found) => rules().check?.(object, found) ?? [],
      get transitionRules() {
        return rules().transitionRules;
      },
    };
  }

  /** Few CRDs have rules, and not everybody asks: what evaluates them is loaded, and they are compiled, when somebody does. */
  private rulesOf(openApi: YamlMap, schema: Schema): () => Pick<KnownKind, 'check' | 'transitionRules'> {
    let rules: Pick<KnownKind, 'check' | 'transitionRules'> | undefined;
    return () => {
      const { crdRules }: typeof import('./rules/crd-rules') = require('./rules/crd-rules');
      rules ??= crdRules(openApi, schema, this.pack.version);
      return rules;
    };
  }

  private crdOf(group: string, kind: string): Crd | undefined {
    const key = keyOf(group, kind);
    return this.crds.get(key) ?? thirdPartyCrd(group, kind) ?? this.fallback(group, kind);
  }

  private missing(apiVersion: string, kind: string): MissingKind {
    const instead = SUBRESOURCE_KINDS[`${apiVersion} ${kind}`];
    if (instead !== undefined)
      return { message: `a ${kind} (${apiVersion}) is no object to keep: ${instead}`, isBuiltIn: true };
    const { group } = parseApiVersion(apiVersion);
    const name = `Kubernetes ${this.pack.version}`;
    const elsewhere = this.pack.apiVersionsOf(kind);
    const names = this.pack.kindNames(apiVersion);
    if (names) {
      const near = nearest(kind, names);
      return { message: `${name} has no ${kind} in ${apiVersion}${hint(near, elsewhere)}`, isBuiltIn: true };
    }
    if (!group.includes('.') || this.pack.hasGroup(group)) {
      return { message: `${name} has no ${kind} in ${apiVersion}${hint(undefined, elsewhere)}`, isBuiltIn: true };
    }
    const siblings = thirdPartyKindsOf(group);
    const known = siblings.length > 0 ? `; of ${group}, ${siblings.join(', ')} are known without it` : '';
    const message = `there is no schema for ${kind} (${apiVersion}): put its CustomResourceDefinition (group ${group}) into the package or the config's \`crds\`${known}`;
    return { message, isBuiltIn: false };
  }
}

function hint(near: string | undefined, apiVersions: readonly string[]): string {
  if (apiVersions.length > 0) return `: it is in ${apiVersions.join(', ')}`;
  return near === undefined ? '' : `: did you mean \`${near}\`?`;
}

function keyOf(group: string, kind: string): string {
  return `${group} ${kind}`;
}

function byKind(crds: readonly Crd[]): Map<string, Crd> {
  const found = new Map<string, Crd>();
  for (const crd of crds) {
    const key = keyOf(textAt(crd, ['spec', 'group']), textAt(crd, ['spec', 'names', 'kind']));
    if (!found.has(key)) found.set(key, crd);
  }
  return found;
}

function textAt(crd: Crd, path: readonly string[]): string {
  return String(valueAt(crd, path) ?? '');
}

function valueAt(crd: Crd, path: readonly string[]): YamlValue | undefined {
  return crd instanceof KubeObject ? crd.get(path) : valueInside(crd, path);
}

function versionsOf(crd: Crd): YamlMap[] {
  const versions = valueAt(crd, ['spec', 'versions']);
  return Array.isArray(versions) ? versions.filter(isMap) : [];
}
