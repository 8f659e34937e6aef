import { decimalValue } from '../../lib/intent/decimal';
import type { Expectation, ExpectationTarget, ScopedContext } from '../../lib/intent/expectation';
import type { Domain } from '../../lib/intent/object-types';
import { concerns } from '../../lib/intent/targets';
import { measure } from '../../lib/intent/units';
import type { BundleContext, BundleTarget } from '../../lib/kinds/bundle';
import { compareText } from '../../lib/krm/result';
import { isMap, type YamlMap, type YamlValue } from '../../lib/yaml/value';
import { BUNDLE_KINDS, type BundleKind } from './bundle-kinds';

/** A bundle without metadata. */
export interface Bundle {
  apiVersion: string;
  kind: string;
  /** Prefix of the name; also the role by which a later run finds the bundle. */
  prefix: string;
  spec: YamlMap;
}

/** The bundles of an expectation, one for each domain that it expects something of. */
export function renderBundles(expectation: Expectation): Bundle[] {
  const { domains, objectType, targets } = expectation;
  return domains.flatMap(domain => {
    const own = targets.filter(target => concerns(objectType, target.name, domain));
    if (own.length === 0 && targets.length > 0) return [];
    const { apiVersion, kind, prefix } = BUNDLE_KINDS[domain];
    return [{ apiVersion, kind, prefix, spec: specOf(expectation, own, domain) }];
  });
}

function specOf(expectation: Expectation, targets: readonly ExpectationTarget[], domain: Domain): YamlMap {
  const { fields, rest, contexts } = publishedFields(expectation, targets, BUNDLE_KINDS[domain]);
  const inherited = contexts.map(bundleContext);
  const spec = {
    expectationId: expectation.id,
    expectationType: expectation.type,
    ...optional('expectationVerb', expectation.verb),
    ...optional('intent', expectation.intent),
    ...optional('contextSelectivity', expectation.contextSelectivity),
    ...optional('preferenceWeight', expectation.preferenceWeight),
    ...fields,
    ...(rest.length > 0 ? { targets: rest.map(target => renderTarget(target, inherited)) } : {}),
    ...(rest.length === 0 && inherited.length > 0 ? { contexts: inherited } : {}),
    ...optional('objectInstance', expectation.objectInstance),
  };
  return spec as unknown as YamlMap;
}

/** What goes into the fields of a source system's bundle, and what is left for `targets` and `contexts`. */
interface Published {
  fields: YamlMap;
  rest: readonly ExpectationTarget[];
  contexts: readonly ScopedContext[];
}

function publishedFields(
  { published, objectType, type, contexts }: Expectation,
  targets: readonly ExpectationTarget[],
  kind: BundleKind,
): Published {
  if (!published || objectType !== kind.objectType) return { fields: {}, rest: targets, contexts };
  const { context, target } = published;
  const fields: YamlMap = {};
  const isListed = context?.attribute === kind.contextAttribute;
  if (isListed) fields[kind.list] = [...context.values].sort(compareText);
  const hasPlace = type === kind.expectationType && kind.attributes.includes(target.attribute);
  if (hasPlace) fields[kind.section] = { [target.attribute]: { condition: target.condition, value: target.value } };
  return { fields, rest: hasPlace ? targets.slice(1) : targets, contexts: isListed ? contexts.slice(1) : contexts };
}

function renderTarget(target: ExpectationTarget, inherited: readonly BundleContext[]): BundleTarget {
  const { name, condition, value, unit, contextSelectivity, preferenceWeight } = target;
  const contexts = [...target.contexts.map(bundleContext), ...inherited];
  return {
    name,
    condition,
    value,
    ...optional('unit', unit),
    ...optional('normalized', normalized(target)),
    ...optional('contextSelectivity', contextSelectivity),
    ...optional('preferenceWeight', preferenceWeight),
    ...(contexts.length > 0 ? { contexts } : {}),
  };
}

function normalized({ measured, value }: ExpectationTarget): BundleTarget['normalized'] | undefined {
  if (!measured) return undefined;
  const values = measured.values.map(decimalValue);
  if (measured.isList) return { value: values, unit: measured.unit };
  // An XLThpt object keeps its two throughputs.
  return { value: isMap(value) ? throughputs(value, measured.unit) : (values[0] as YamlValue), unit: measured.unit };
}

function throughputs(value: YamlMap, unit: string): YamlMap {
  return { ...optional('guaThpt', scaled(value.guaThpt, unit)), ...optional('maxThpt', scaled(value.maxThpt, unit)) };
}

function scaled(value: YamlValue | undefined, unit: string): YamlValue | undefined {
  const measured = value === undefined ? undefined : measure(value, unit);
  return measured?.status === 'quantity' ? decimalValue(measured.quantity.decimal) : value;
}

function bundleContext({ scope, attribute, condition, value, valueType }: ScopedContext): BundleContext {
  return { scope, attribute, condition, value, ...optional('valueType', valueType) };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
