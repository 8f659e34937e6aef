import type {
  Expectation,
  ExpectationTarget,
  SourceSystemExpectation,
  StandardExpectation,
  Unmapped,
} from '../../lib/intent/expectation';
import { concerns, type Domain, FAMILIES, unitOf } from '../../lib/intent/families';
import { normalize, writtenUnit } from '../../lib/intent/units';
import type { BundleTarget } from '../../lib/kinds/bundle';
import { compareText } from '../../lib/krm/result';
import type { YamlMap, YamlValue } from '../../lib/yaml/value';

/** What one domain's bundle is called, and what it carries of a source system's expectation. */
interface BundleKind {
  apiVersion: string;
  kind: string;
  prefix: string;
  /** The objectType of the source systems that the bundle is for. */
  objectType: string;
  /** The list that takes the values of this context attribute. */
  list: string;
  contextAttribute: string;
  /** The section that takes the target of expectations of this type, for these attributes. */
  section: string;
  expectationType: string;
  attributes: readonly string[];
}

/** The source systems' mapping (their processor and JSON Schemas), one row per domain. */
const BUNDLE_KINDS: Readonly<Record<Domain, BundleKind>> = {
  cn: {
    apiVersion: 'cn.nephio.org/v1alpha1',
    kind: 'CNBundle',
    prefix: 'cn-bundle',
    objectType: 'CoreNetwork',
    list: 'networkSlices',
    contextAttribute: 'networkSlice',
    section: 'capacity',
    expectationType: 'ServiceCapacity',
    attributes: ['connections', 'latency', 'throughput'],
  },
  ran: {
    apiVersion: 'ran.nephio.org/v1alpha1',
    kind: 'RANBundle',
    prefix: 'ran-bundle',
    objectType: 'RANFunction',
    list: 'networkFunctions',
    contextAttribute: 'networkFunction',
    section: 'performance',
    expectationType: 'ServicePerformance',
    attributes: ['jitter', 'latency', 'throughput'],
  },
  tn: {
    apiVersion: 'tn.nephio.org/v1alpha1',
    kind: 'TNBundle',
    prefix: 'tn-bundle',
    objectType: 'TransportNetwork',
    list: 'transportNetworks',
    contextAttribute: 'transportNetwork',
    section: 'coverage',
    expectationType: 'ServiceCoverage',
    attributes: ['availability', 'coverage', 'reliability'],
  },
};

/** A bundle without metadata. */
export interface Bundle {
  apiVersion: string;
  kind: string;
  /** Prefix of the name; also the role by which a later run finds the bundle. */
  prefix: string;
  spec: YamlMap;
}

export interface RenderedBundles {
  bundles: Bundle[];
  /** Parts of the expectation that no bundle carries; paths are below the expectation. */
  unmapped: Unmapped[];
}

/** The object types expectations may name. */
export const OBJECT_TYPES = [
  ...Object.values(BUNDLE_KINDS).map(({ objectType }) => objectType),
  ...Object.keys(FAMILIES),
];

/** The bundles of an expectation, one per domain; none where the object type is unknown. */
export function renderBundles(expectation: Expectation): RenderedBundles {
  return expectation.model === '28.312' ? renderStandard(expectation) : renderSourceSystem(expectation);
}

function renderStandard(expectation: StandardExpectation): RenderedBundles {
  const { objectType, objectInstance } = expectation;
  const bundles = (FAMILIES[objectType]?.domains ?? []).map(domain => {
    const { apiVersion, kind, prefix } = BUNDLE_KINDS[domain];
    const targets = expectation.targets.filter(target => concerns(objectType, target.name, domain)).map(renderTarget);
    const spec = {
      expectationId: expectation.id,
      expectationType: expectation.type,
      ...optional('expectationVerb', expectation.verb),
      intent: expectation.intent,
      ...optional('contextSelectivity', expectation.contextSelectivity),
      ...optional('preferenceWeight', expectation.preferenceWeight),
      targets,
      ...optional('objectInstance', objectInstance),
    };
    return { apiVersion, kind, prefix, spec: spec as unknown as YamlMap };
  });
  return { bundles: bundles.filter(({ spec }) => (spec.targets as YamlValue[]).length > 0), unmapped: [] };
}

function renderTarget(target: ExpectationTarget): BundleTarget {
  const base = unitOf(target.name);
  const unit = writtenUnit(target.value) ?? base;
  const normalized = normalizeRange(target.value, base);
  return {
    name: target.name,
    condition: target.condition,
    value: target.value,
    ...optional('unit', unit),
    ...optional('normalized', normalized),
    ...optional('contextSelectivity', target.contextSelectivity),
    ...optional('preferenceWeight', target.preferenceWeight),
    ...(target.contexts.length > 0 ? { contexts: target.contexts } : {}),
  };
}

/** A value, or each of a list, in the base unit; undefined where any of them cannot be. */
function normalizeRange(value: YamlValue, base: string | undefined): BundleTarget['normalized'] | undefined {
  if (!Array.isArray(value)) return normalize(value, base);
  const quantities = value.map(item => normalize(item, base));
  const unit = quantities[0]?.unit;
  if (unit === undefined || quantities.some(quantity => quantity?.unit !== unit)) return undefined;
  return { value: quantities.map(quantity => quantity?.value), unit };
}

function renderSourceSystem(expectation: SourceSystemExpectation): RenderedBundles {
  const domain = (Object.keys(BUNDLE_KINDS) as Domain[]).find(
    key => BUNDLE_KINDS[key].objectType === expectation.objectType,
  );
  if (!domain) return { bundles: [], unmapped: [] };
  const kind = BUNDLE_KINDS[domain];
  const { context, target, type } = expectation;
  const unmapped: Unmapped[] = [];
  const spec: YamlMap = { expectationId: expectation.id, expectationType: type };
  if (context?.attribute === kind.contextAttribute) spec[kind.list] = [...context.values].sort(compareText);
  else if (context) {
    const reason = `a ${kind.kind} lists the context ${kind.contextAttribute}, not ${context.attribute}`;
    unmapped.push({ path: ['context'], reason });
  }
  if (type !== kind.expectationType) {
    const reason = `a ${kind.kind} carries the target of ${kind.expectationType}, not of ${type}`;
    unmapped.push({ path: ['target'], reason });
  } else if (!kind.attributes.includes(target.attribute)) {
    const reason = `${kind.section} of a ${kind.kind} has ${kind.attributes.join(', ')}, not ${target.attribute}`;
    unmapped.push({ path: ['target'], reason });
    spec[kind.section] = {};
  } else spec[kind.section] = { [target.attribute]: { condition: target.condition, value: target.value } };
  if (expectation.objectInstance !== undefined) spec.objectInstance = expectation.objectInstance;
  return { bundles: [{ apiVersion: kind.apiVersion, kind: kind.kind, prefix: kind.prefix, spec }], unmapped };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
