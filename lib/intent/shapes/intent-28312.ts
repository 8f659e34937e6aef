import type { BundleIntent } from '../../kinds/bundle';
import {
  HANDLER_ATTRIBUTES,
  type IntentContext,
  type IntentExpectation,
  type IntentObject,
  type IntentSpec,
  type IntentTarget,
  intentSchema,
} from '../../kinds/intent';
import { nearest } from '../../krm/nearest';
import { quote } from '../../krm/quote';
import { parseWith, unknownPaths } from '../../krm/schema-issues';
import { targetTerms } from '../../site/target-expression';
import type { Path } from '../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { CONDITIONS, conditionOf } from '../conditions';
import { Reading, type ScopedContext } from '../expectation';
import { checkIdentifiers } from '../identifiers';
import { STANDARD_OBJECT_TYPES, standardObjectType } from '../object-types';
import { readTarget } from '../read-target';
import { releaseOf } from './release';

/** The standard's way to name the edge an expectation is for (EdgeServiceSupportExpectation object context). */
const EDGE_CONTEXT = 'edgeIdentificationId';
/** The conditions by which a context says which edges are meant; the others would need to know which ones there are. */
const NAMES_EDGES: ReadonlySet<string> = new Set(['IS_ALL_OF', 'IS_EQUAL_TO', 'IS_ONE_OF']);

export function is28312(value: YamlValue): boolean {
  return isMap(value) && Array.isArray(value.intentExpectations);
}

/** The shape with the release whose wire form it is, such as `28.312 Rel-17`. */
export function name28312(value: YamlValue): string {
  return `28.312 Rel-${releaseOf(value)}`;
}

/** Reads an Intent of 3GPP TS 28.312, Rel-17 to Rel-20. `name` is what the intent is called in the package. */
export function read28312(name: string, spec: YamlValue): Reading {
  const reading = new Reading();
  const parsed = parseWith(intentSchema, spec);
  if ('issues' in parsed) {
    for (const { path, message } of parsed.issues) reading.problem(path, message);
    return reading;
  }
  const intent = parsed.data;
  for (const path of unknownPaths(intentSchema, spec)) reading.refuse(path, 'NOT_AN_ATTRIBUTE');
  for (const key of HANDLER_ATTRIBUTES) if (intent[key] !== undefined) reading.refuse([key], 'FOR_THE_HANDLER');
  const whole: Whole = {
    intent,
    about: bundleIntent(name, intent),
    contexts: scoped('Intent', intent.intentContexts, ['intentContexts'], reading),
    records: (spec as YamlMap).intentExpectations as YamlMap[],
  };
  for (const i of intent.intentExpectations.keys()) addExpectation(whole, i, reading);
  return intent.intentAdminState === 'DEACTIVATED' ? withdrawn(reading) : reading;
}

/** What the expectations of an intent have in common. */
interface Whole {
  intent: IntentSpec;
  about: BundleIntent;
  contexts: ScopedContext[];
  records: YamlMap[];
}

function withdrawn({ problems }: Reading): Reading {
  const reading = new Reading();
  reading.problems.push(...problems);
  reading.refuse([], 'DEACTIVATED');
  return reading;
}

function addExpectation({ intent, about, contexts, records }: Whole, i: number, reading: Reading): void {
  const path = ['intentExpectations', i];
  const expectation = intent.intentExpectations[i] as IntentExpectation;
  const objects = objectsOf(expectation, path, reading);
  const targets = expectation.expectationTargets.map((target, at) =>
    toTarget(target, [...path, 'expectationTargets', at], reading),
  );
  const own = scoped('Expectation', expectation.expectationContexts, [...path, 'expectationContexts'], reading);
  for (const [at, { object, path: objectPath }] of objects.entries()) {
    const ofObject = scoped('Object', object.objectContexts, [...objectPath, 'objectContexts'], reading);
    const objectType = objectTypeOf(object, objectPath, reading);
    const type = STANDARD_OBJECT_TYPES[objectType];
    reading.expectations.push({
      id: expectation.expectationId,
      part: objects.length > 1 ? String(at + 1) : '',
      type: type?.family ?? objectType,
      verb: expectation.expectationVerb,
      objectType,
      objectInstance: object.objectInstance,
      domains: type?.domains ?? [],
      contextSelectivity: expectation.contextSelectivity,
      preferenceWeight: expectation.preferenceWeight,
      intent: about,
      targets,
      contexts: [...ofObject, ...own, ...contexts],
      targetSites: targetSites(intent, [ofObject, own, contexts]),
      serviceType: intent.serviceType,
      record: records[i] as YamlMap,
    });
  }
}

/** Rel-17 has a list of objects, where later releases have one. */
function objectsOf(
  { expectationObject, expectationObjects = [] }: IntentExpectation,
  path: Path,
  reading: Reading,
): { object: IntentObject; path: Path }[] {
  const listed = expectationObjects.map((object, i) => ({ object, path: [...path, 'expectationObjects', i] }));
  const objects = expectationObject
    ? [{ object: expectationObject, path: [...path, 'expectationObject'] }, ...listed]
    : listed;
  if (objects.length === 0) {
    reading.problem([...path, 'expectationObject'], 'the expectation names no object: add `expectationObject`');
  }
  return objects;
}

function objectTypeOf({ objectType }: IntentObject, path: Path, reading: Reading): string {
  const known = standardObjectType(objectType);
  if (known !== undefined) return known;
  const message = `unknown objectType ${quote(objectType)}${hint(objectType, Object.keys(STANDARD_OBJECT_TYPES))}`;
  reading.problem([...path, 'objectType'], message);
  return objectType;
}

/** The condition in the words of 28.312; a word that means none of them is a problem. */
function conditionAt(written: string, path: Path, reading: Reading): string {
  const known = conditionOf(written);
  if (known === undefined) reading.problem(path, `unknown condition ${quote(written)}${hint(written, CONDITIONS)}`);
  return known ?? written;
}

function hint(word: string, known: readonly string[]): string {
  const candidate = word.length > 80 ? undefined : nearest(word, known);
  return `${candidate ? `; did you mean ${candidate}?` : ''} (TS 28.312 knows ${known.join(', ')})`;
}

function toTarget(target: IntentTarget, path: Path, reading: Reading) {
  const { targetName: name, targetValueRange: value, contextSelectivity, preferenceWeight } = target;
  const condition = conditionAt(target.targetCondition, [...path, 'targetCondition'], reading);
  const contexts = targetContexts(target, [...path, 'targetContexts'], reading);
  const draft = { name, condition, value: value as YamlValue, contextSelectivity, preferenceWeight, path };
  return readTarget({ ...draft, contexts }, reading);
}

/** The specialised targets of the OpenAPI have a single context, the generic one a list. */
function targetContexts({ targetContexts: contexts }: IntentTarget, path: Path, reading: Reading): ScopedContext[] {
  if (contexts === undefined || Array.isArray(contexts)) return scoped('Target', contexts, path, reading);
  return [toContext('Target', contexts, path, reading)];
}

function scoped(
  scope: ScopedContext['scope'],
  contexts: readonly IntentContext[] = [],
  path: Path,
  reading: Reading,
): ScopedContext[] {
  return contexts.map((context, i) => toContext(scope, context, [...path, i], reading));
}

function toContext(
  scope: ScopedContext['scope'],
  { contextAttribute: attribute, contextCondition, contextValueRange }: IntentContext,
  path: Path,
  reading: Reading,
): ScopedContext {
  const value = contextValueRange as YamlValue;
  checkIdentifiers(attribute, value, [...path, 'contextValueRange'], reading);
  const condition = conditionAt(contextCondition, [...path, 'contextCondition'], reading);
  if (attribute === EDGE_CONTEXT) checkEdgeCondition(condition, [...path, 'contextCondition'], reading);
  return { scope, attribute, condition, value, path };
}

function checkEdgeCondition(condition: string, path: Path, reading: Reading): void {
  if (NAMES_EDGES.has(condition) || !CONDITIONS.some(known => known === condition)) return;
  const message = `${EDGE_CONTEXT} with ${condition} does not say which sites the intent is for: name them, with ${[...NAMES_EDGES].join(', ')}, or leave the context out and give the intent a \`targetSite\``;
  reading.problem(path, message);
}

/** The innermost edge contexts count: an object's for itself, an expectation's for its objects; else `targetSite` does. */
function targetSites({ targetSite = [] }: IntentSpec, scopes: readonly ScopedContext[][]): string[] {
  const edges = scopes.map(contexts => contexts.filter(({ attribute }) => attribute === EDGE_CONTEXT));
  const innermost = edges.find(contexts => contexts.length > 0);
  return innermost ? innermost.flatMap(({ value }) => targetTerms(value)) : targetTerms(targetSite);
}

const CARRIED = [
  'id',
  'objectClass',
  'objectInstance',
  'userLabel',
  'intentMgmtPurpose',
  'intentAdminState',
  'intentPriority',
  'intentPreemptionCapability',
  'contextSelectivity',
  'expectationSelectivity',
] as const;

function bundleIntent(name: string, intent: IntentSpec): BundleIntent {
  const attributes = CARRIED.filter(key => intent[key] !== undefined).map(key => [key, intent[key]]);
  return { name, ...Object.fromEntries(attributes) };
}
