import * as z from 'zod/mini';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { Reading } from '../expectation';
import { contextsOf } from '../flatten';
import { domainsOfComponent } from '../object-types';
import { readTarget } from '../read-target';
import { checkedBy } from './checked';
import { number, open, text } from './fields';

/** Shape I: the `spec` of nephoran's NetworkIntent, `intent.nephoran.com/v1alpha1` and the older `nephoran.com/v1`. */

const schema = z.looseObject({
  source: z.optional(text),
  /** The older kind holds a sentence here. */
  intent: z.optional(text),
  intentType: text,
  target: z.optional(text),
  namespace: z.optional(text),
  replicas: z.optional(number),
  scalingParameters: open,
  networkParameters: open,
  parameters: open,
});

const SECTIONS = ['intentType', 'namespace', 'scalingParameters', 'networkParameters', 'parameters'] as const;

/** Only with one of these beside its type: an `intentType` stands in other shapes too. */
export function isNetworkIntent(value: YamlValue): boolean {
  if (!isMap(value) || typeof value.intentType !== 'string' || Object.hasOwn(value, 'intentId')) return false;
  return Object.hasOwn(value, 'target') || Object.hasOwn(value, 'parameters') || typeof value.intent === 'string';
}

export function readNetworkIntent(name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  if (checked.source !== undefined) reading.refuse(['source'], 'BOOKKEEPING');
  if (checked.intent !== undefined) reading.refuse(['intent'], 'NATURAL_LANGUAGE');
  const { replicas, target } = checked;
  reading.expectations.push({
    id: name,
    part: '',
    type: 'ComponentExpectation',
    objectType: 'NetworkFunction',
    objectInstance: target,
    domains: domainsOfComponent(target ?? ''),
    intent: { name },
    targets:
      replicas === undefined
        ? []
        : [readTarget({ name: 'replicas', condition: 'IS_EQUAL_TO', value: replicas, path: ['replicas'] }, reading)],
    contexts: SECTIONS.flatMap(key => contextsOf(checked[key] as YamlValue | undefined, 'Intent', key, [key])),
    targetSites: [],
    record: value as YamlMap,
  });
  return reading;
}
