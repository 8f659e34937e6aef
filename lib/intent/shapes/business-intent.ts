import * as z from 'zod/mini';
import { targetTerms } from '../../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { Reading } from '../expectation';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { checkedBy } from './checked';
import { text, textOrList } from './fields';
import { requirementTargets } from './requirements';

/** Shape G: what a business asks for, a name and requirements whose values carry their sign (`<1ms`). */

const schema = z.looseObject({
  intent: text,
  requirements: z.record(z.string(), z.unknown()),
  targetSite: textOrList,
  serviceType: z.optional(text),
});

export function isShapeG(value: YamlValue): boolean {
  return isMap(value) && typeof value.intent === 'string' && isMap(value.requirements);
}

/** The whole network is what it is about: every domain has to do its part. */
export function readShapeG(name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  const targets = requirementTargets(checked.requirements as YamlMap, ['requirements'], reading);
  if (targets.length === 0) reading.problem(['requirements'], 'the intent has no requirements: say what is expected');
  reading.expectations.push({
    id: name,
    part: '',
    type: 'BusinessExpectation',
    objectType: 'NetworkSlice',
    domains: SOURCE_OBJECT_TYPES.NetworkSlice?.domains ?? [],
    intent: { name, userLabel: checked.intent },
    targets,
    contexts: [],
    targetSites: targetTerms(checked.targetSite ?? []),
    serviceType: checked.serviceType,
    record: value as YamlMap,
  });
  return reading;
}
