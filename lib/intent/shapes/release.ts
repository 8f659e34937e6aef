import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { contextDefinition } from '../contexts';
import { targetDefinition } from '../targets';

/** Only these conditions were there, so spelt, in Rel-17.0. */
const FIRST_CONDITIONS = /^Is_/;
const UPPER_CASE = /^[A-Z0-9_]+$/;

/**
 * The release whose wire form an intent has, as far as it shows: lists of objects and throughput objects are of
 * Rel-17, object types in mixed case of Rel-18 at the latest, and names that came later of their release.
 */
export function releaseOf(intent: YamlValue): 17 | 18 | 19 | 20 {
  let release: 17 | 18 | 19 | 20 = 19;
  for (const expectation of mapsIn(intent, 'intentExpectations')) {
    const targets = mapsIn(expectation, 'expectationTargets');
    const object = isMap(expectation.expectationObject) ? [expectation.expectationObject] : [];
    const objects = [...object, ...mapsIn(expectation, 'expectationObjects')];
    const contexts = [
      ...objects.flatMap(each => mapsIn(each, 'objectContexts')),
      ...mapsIn(expectation, 'expectationContexts'),
    ];
    const names = [
      ...targets.map(target => targetDefinition(String(target.targetName))?.since),
      ...contexts.map(context => contextDefinition(String(context.contextAttribute))?.since),
    ];
    if (names.includes(20)) return 20;
    if (Array.isArray(expectation.expectationObjects) || targets.some(isFirstForm)) return 17;
    if (objects.some(each => isMixedCase(each.objectType))) release = 18;
  }
  return release;
}

function isMixedCase(objectType: YamlValue | undefined): boolean {
  return typeof objectType === 'string' && objectType !== 'TransportNetwork' && !UPPER_CASE.test(objectType);
}

function isFirstForm({ targetCondition }: YamlMap): boolean {
  return typeof targetCondition === 'string' && FIRST_CONDITIONS.test(targetCondition);
}

function mapsIn(value: YamlValue, key: string): YamlMap[] {
  const list = isMap(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isMap) : [];
}
