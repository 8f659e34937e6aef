import { ownCrds } from '../kinds/own-crds';
import { thirdPartyCrd } from '../kinds/third-party/third-party-kinds';
import { parseApiVersion } from '../krm/gvk';
import { isMap, type YamlMap } from '../yaml/value';
import { type GroupScopes, LEGACY_SCOPES, SCOPES } from './scope-table';

/** Kinds whose plural is not made by the rule. Source: `unpluralizedSuffixes` of k8s.io/apimachinery. */
const PLURALS: Readonly<Record<string, string>> = { Endpoints: 'endpoints' };

/** The names under which an API serves kinds: Kubernetes' own, this library's, known ones of others, those of CRDs. */
export class ResourceNames {
  private readonly plurals = new Map<string, string>();

  /** `crds`: CustomResourceDefinitions of the packages; they come before what is known without them. */
  constructor(crds: readonly YamlMap[]) {
    for (const crd of [...ownCrds(), ...crds]) this.add(crd);
  }

  /** The plural of a kind, in lower case; undefined for a kind that nobody knows. */
  pluralOf({ apiVersion, kind }: { apiVersion: string; kind: string }): string | undefined {
    const { group } = parseApiVersion(apiVersion);
    const known = this.plurals.get(`${group} ${kind}`);
    if (known !== undefined) return known;
    if (isBuiltIn(group, kind)) return PLURALS[kind] ?? pluralByRule(kind);
    const crd = thirdPartyCrd(group, kind);
    return crd && namesOf(crd).plural;
  }

  private add(crd: YamlMap): void {
    const { group, kind, plural } = namesOf(crd);
    if (kind !== undefined && plural !== undefined) this.plurals.set(`${group} ${kind}`, plural);
  }
}

/** `UnsafeGuessKindToResource` of k8s.io/apimachinery, which Kubernetes' own kinds follow. */
function pluralByRule(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular.endsWith('s')) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

function isBuiltIn(group: string, kind: string): boolean {
  return [SCOPES, LEGACY_SCOPES].some(table => {
    const scopes: GroupScopes = Object.hasOwn(table, group) ? (table[group] ?? {}) : {};
    return scopes.namespaced?.includes(kind) || scopes.cluster?.includes(kind);
  });
}

function namesOf(crd: YamlMap): { group: string; kind?: string; plural?: string } {
  const spec = isMap(crd.spec) ? crd.spec : {};
  const names = isMap(spec.names) ? spec.names : {};
  const text = (value: unknown) => (typeof value === 'string' ? { value } : undefined);
  const [kind, plural] = [text(names.kind), text(names.plural)];
  return { group: String(spec.group), ...(kind && { kind: kind.value }), ...(plural && { plural: plural.value }) };
}
