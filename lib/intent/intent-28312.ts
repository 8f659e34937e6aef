import type { BundleIntent } from '../kinds/bundle';
import {
  type IntentContext,
  type IntentExpectation,
  type IntentSpec,
  type IntentTarget,
  intentSchema,
} from '../kinds/intent';
import { nearest } from '../krm/nearest';
import { parseWith, unknownPaths } from '../krm/schema-issues';
import { siteNames } from '../site/target-expression';
import type { YamlMap, YamlValue } from '../yaml/value';
import type { Expectation, ExpectationTarget, InputProblem, ReadIntent, ScopedContext, Unmapped } from './expectation';
import { CONDITIONS, FAMILIES } from './families';

/** The standard's way to name the edge an expectation is for (EdgeServiceSupportExpectation object context). */
const EDGE_CONTEXT = 'edgeIdentificationId';

/** Reads an Intent of 3GPP TS 28.312 Rel-19. `name` is what the intent is called in the package. */
export function read28312(name: string, spec: YamlValue): ReadIntent {
  const parsed = parseWith(intentSchema, spec);
  if ('issues' in parsed) return { expectations: [], unmapped: [], problems: parsed.issues };
  const intent = parsed.data;
  const unmapped = unknownPaths(intentSchema, spec).map(path => ({ path, reason: 'it has no place in a bundle' }));
  const problems: InputProblem[] = [];
  const records = (spec as YamlMap).intentExpectations as YamlMap[];
  const expectations = intent.intentExpectations.map((expectation, i) => {
    problems.push(...problemsOf(expectation, ['intentExpectations', i]));
    return toExpectation(name, intent, expectation, records[i] as YamlMap);
  });
  if (intent.intentAdminState === 'DEACTIVATED') return { expectations: [], unmapped: [deactivated()], problems };
  return { expectations: problems.length > 0 ? [] : expectations, unmapped, problems };
}

function deactivated(): Unmapped {
  return {
    path: ['intentAdminState'],
    reason: 'the intent is DEACTIVATED: nothing is rendered, and what was rendered is withdrawn',
  };
}

function problemsOf(expectation: IntentExpectation, path: (string | number)[]): InputProblem[] {
  const problems: InputProblem[] = [];
  const { objectType } = expectation.expectationObject;
  if (!Object.hasOwn(FAMILIES, objectType)) {
    const message = `unknown objectType ${JSON.stringify(objectType)}${hint(objectType, Object.keys(FAMILIES))}`;
    problems.push({ path: [...path, 'expectationObject', 'objectType'], message });
  }
  const check = (condition: string, at: (string | number)[]) => {
    if (CONDITIONS.includes(condition)) return;
    problems.push({
      path: [...path, ...at],
      message: `unknown condition ${JSON.stringify(condition)}${hint(condition, CONDITIONS)}`,
    });
  };
  for (const [i, target] of expectation.expectationTargets.entries()) {
    const at = ['expectationTargets', i];
    check(target.targetCondition, [...at, 'targetCondition']);
    for (const context of listOf(target.targetContexts)) check(context.contextCondition, [...at, 'targetContexts']);
  }
  for (const context of expectation.expectationContexts ?? []) check(context.contextCondition, ['expectationContexts']);
  for (const context of expectation.expectationObject.objectContexts ?? []) {
    check(context.contextCondition, ['expectationObject', 'objectContexts']);
  }
  return problems;
}

/** Specialised targets have a single context, generic ones a list. */
function listOf(contexts: IntentTarget['targetContexts']): IntentContext[] {
  if (contexts === undefined) return [];
  return Array.isArray(contexts) ? contexts : [contexts];
}

function hint(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return `${candidate ? `; did you mean ${candidate}?` : ''} (TS 28.312 knows ${known.join(', ')})`;
}

function toExpectation(name: string, intent: IntentSpec, expectation: IntentExpectation, record: YamlMap): Expectation {
  const { objectType, objectInstance, objectContexts = [] } = expectation.expectationObject;
  const { expectationVerb, contextSelectivity, preferenceWeight } = expectation;
  const inherited = [
    ...scoped('Object', objectContexts),
    ...scoped('Expectation', expectation.expectationContexts ?? []),
    ...scoped('Intent', intent.intentContexts ?? []),
  ];
  return {
    model: '28.312',
    id: expectation.expectationId,
    type: FAMILIES[objectType]?.name ?? objectType,
    verb: expectationVerb,
    objectType,
    objectInstance,
    contextSelectivity,
    preferenceWeight,
    intent: bundleIntent(name, intent),
    targets: expectation.expectationTargets.map(target => toTarget(target, inherited)),
    targetSites: targetSites(intent, objectContexts),
    serviceType: intent.serviceType,
    record,
  };
}

function toTarget(target: IntentTarget, inherited: readonly ScopedContext[]): ExpectationTarget {
  const { contextSelectivity, preferenceWeight } = target;
  return {
    name: target.targetName,
    condition: target.targetCondition,
    value: target.targetValueRange as YamlValue,
    contextSelectivity,
    preferenceWeight,
    contexts: [...scoped('Target', listOf(target.targetContexts)), ...inherited],
  };
}

function scoped(scope: ScopedContext['scope'], contexts: readonly IntentContext[]): ScopedContext[] {
  return contexts.map(({ contextAttribute, contextCondition, contextValueRange }) => ({
    scope,
    attribute: contextAttribute,
    condition: contextCondition,
    value: contextValueRange as YamlValue,
  }));
}

/** An edge context counts for its own expectation; else the intent says where it goes. */
function targetSites(intent: IntentSpec, objectContexts: readonly IntentContext[]): string[] {
  const edges = objectContexts.filter(context => context.contextAttribute === EDGE_CONTEXT);
  if (edges.length > 0) return edges.flatMap(context => siteNames(context.contextValueRange as YamlValue));
  return siteNames(intent.targetSite ?? []);
}

function bundleIntent(name: string, intent: IntentSpec): BundleIntent {
  const kept = [
    'userLabel',
    'intentMgmtPurpose',
    'intentPriority',
    'intentPreemptionCapability',
    'contextSelectivity',
    'expectationSelectivity',
  ] as const;
  const attributes = kept.filter(key => intent[key] !== undefined).map(key => [key, intent[key]]);
  return { name, ...Object.fromEntries(attributes) };
}
