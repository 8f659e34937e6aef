import * as z from 'zod/mini';
import { targetTerms } from '../../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { Reading } from '../expectation';
import { contextsOf } from '../flatten';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { checkedBy } from './checked';
import { text, textOrList } from './fields';
import { requirementTargets, SLA_UNITS } from './requirements';

/** Shape H: the per-site translator's intent, a service with its level for a site. */

const schema = z.looseObject({
  intentId: text.check(z.minLength(1)),
  serviceType: z.optional(text),
  targetSite: textOrList,
  resourceProfile: z.optional(text),
  sla: z.optional(z.record(z.string(), z.unknown())),
});

/** Only the id is required of one; these keys tell it from a plan. */
export function isShapeH(value: YamlValue): boolean {
  if (!isMap(value) || !Object.hasOwn(value, 'intentId')) return false;
  return !['intentType', 'actions', 'service', 'qos', 'slice'].some(key => Object.hasOwn(value, key));
}

export function readShapeH(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  reading.expectations.push({
    id: checked.intentId,
    part: '',
    type: 'ServiceLevelExpectation',
    objectType: 'NetworkSlice',
    domains: SOURCE_OBJECT_TYPES.NetworkSlice?.domains ?? [],
    intent: { name: checked.intentId },
    targets: requirementTargets(checked.sla as YamlMap | undefined, ['sla'], reading, SLA_UNITS),
    contexts: contextsOf(checked.resourceProfile, 'Intent', 'resourceProfile', ['resourceProfile']),
    targetSites: targetTerms(checked.targetSite ?? []),
    serviceType: checked.serviceType,
    record: value as YamlMap,
  });
  return reading;
}
