import { DEFAULT_NAMESPACE } from '../../lib/krm/default-namespace';
import { parseApiVersion } from '../../lib/krm/gvk';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { mayTake, type ParamCandidate, paramCandidate } from '../../lib/policy/params';
import { sameValue, type YamlMap } from '../../lib/yaml/value';
import type { PolicySet } from './policy-set';
import { mendOfTwice, type Source } from './precedence';
import type { Subjects } from './subjects';

const SETTINGS = '`params`, or `params` of the entry of `packs`';

/** An object that policies may take parameters from, and where it stands. */
interface Found {
  readonly candidate: ParamCandidate;
  readonly source: Source;
  readonly origin: string;
  readonly object: KubeObject | undefined;
}

/**
 * The objects that policies may take parameters from: of the config, of its packs, of the package. The first of a name
 * counts; says which others differ from it that a binding would take.
 */
export function paramCandidates(
  policies: PolicySet,
  subjects: Subjects,
  resources: ResourceList,
  report: Report,
): ParamCandidate[] {
  const byKey = new Map<string, Found>();
  for (const found of foundParams(policies, subjects, resources)) {
    const key = keyOf(found.candidate);
    const known = byKey.get(key);
    if (!known) byKey.set(key, found);
    else if (isTaken(found.candidate.read(), policies) && differ(known, found)) reportTwice(known, found, report);
  }
  return [...byKey.values()].map(({ candidate }) => candidate);
}

function* foundParams(
  { bound, params, packs }: PolicySet,
  subjects: Subjects,
  resources: ResourceList,
): Generator<Found> {
  const object = resources.functionConfig;
  for (const value of params) {
    yield { candidate: paramCandidate(value), source: 'config', origin: 'the functionConfig', object };
  }
  for (const pack of packs) {
    for (const value of pack.params) {
      yield { candidate: paramCandidate(value), source: 'pack', origin: `the pack ${pack.name}`, object };
    }
  }
  const kinds = new Set(bound.flatMap(({ policy }) => policy.paramKind?.kind ?? []));
  for (const own of resources.items) {
    if (!kinds.has(own.kind)) continue;
    const origin = resources.fileOf(own)?.path ?? 'the package';
    yield { candidate: subjects.paramCandidate(own), source: 'package', origin, object: own };
  }
}

/** Versions of a kind are the same objects. */
function keyOf({ apiVersion, kind, namespace, name }: ParamCandidate): string {
  return JSON.stringify([parseApiVersion(apiVersion).group, kind, namespace || DEFAULT_NAMESPACE, name]);
}

function isTaken(object: YamlMap, { bound }: PolicySet): boolean {
  return bound.some(({ policy: { paramKind }, bindings }) =>
    bindings.some(({ paramRef }) => paramKind && paramRef && mayTake(paramKind, paramRef, object)),
  );
}

/** Whether they say different things; how they are labelled and written is not of it. */
function differ(one: Found, other: Found): boolean {
  const content = ({ apiVersion: _, metadata: __, ...fields }: YamlMap) => fields;
  return !sameValue(content(one.candidate.read()), content(other.candidate.read()));
}

function reportTwice(counting: Found, { candidate, source, origin, object }: Found, report: Report): void {
  const { kind, name, namespace } = candidate;
  const mend = mendOfTwice(counting.source, source, SETTINGS);
  const message = `the parameters in ${kind} ${name} (namespace ${namespace || DEFAULT_NAMESPACE}) are there twice: those in ${counting.origin} count, not those in ${origin}; ${mend}`;
  report.warning({ code: 'PARAMS_TWICE', message, object, path: source === 'package' ? undefined : ['params'] });
}
