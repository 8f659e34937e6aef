import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import type { RuleFinding } from '../api-server/rules/struct';
import type { SchemaLevel } from './levels';

const KEYWORD = 'x-kubernetes-validations';
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** What stands around the expressions of a CRD's own rules; the expressions themselves are compiled elsewhere (`uncompiledRules`). */
export function ownRules({ schema, isBranch }: SchemaLevel): RuleFinding[] {
  const rules = schema[KEYWORD];
  if (isBranch || !Array.isArray(rules)) return [];
  return rules.flatMap((rule, i) => {
    if (!isMap(rule)) return [];
    const problems = textProblems(rule);
    if (typeof rule.fieldPath === 'string' && rule.fieldPath.trim() !== '' && !leadsToField(schema, rule.fieldPath)) {
      problems.push(['fieldPath', `the schema here has no ${rule.fieldPath}: name a field from here on, as .spec.min`]);
    }
    return problems.map(([field, message]) => ({ path: [KEYWORD, i, field], message }));
  });
}

/** `.a.b`, `.a['b']`: fields, and keys of maps. */
function leadsToField(schema: YamlMap, fieldPath: string): boolean {
  const steps = fieldPath.match(/\.[^.[\]]+|\['[^']*'\]/g) ?? [];
  if (steps.join('') !== fieldPath) return false;
  let at: YamlValue | undefined = schema;
  for (const step of steps) {
    if (!isMap(at)) return false;
    const name = step.startsWith('.') ? step.slice(1) : step.slice(2, -2);
    const { properties, additionalProperties } = at as YamlMap;
    at = isMap(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
  }
  return isMap(at);
}

function textProblems(rule: Record<string, YamlValue>): [field: string, message: string][] {
  const text = (field: string) => (typeof rule[field] === 'string' ? rule[field] : undefined);
  const isBlank = (field: string) => text(field) !== undefined && text(field) !== '' && text(field)?.trim() === '';
  const hasLines = (field: string) => /[\n\r]/.test(text(field)?.trim() ?? '');
  const problems: [string, string][] = [];
  if (text('rule')?.trim() === '') problems.push(['rule', 'it must not be empty']);
  if (hasLines('message')) problems.push(['message', 'write it in one line']);
  if (hasLines('rule') && !text('message')?.trim()) {
    problems.push(['message', 'a rule of several lines needs a message']);
  }
  if (/[\n\r]/.test(text('fieldPath') ?? '')) problems.push(['fieldPath', 'write it in one line']);
  for (const field of ['message', 'messageExpression', 'fieldPath']) {
    if (isBlank(field)) problems.push([field, 'it must not be blank']);
  }
  if (text('reason') !== undefined && !REASONS.includes(text('reason') ?? '')) {
    problems.push(['reason', `${JSON.stringify(rule.reason)} is none of ${REASONS.join(', ')}`]);
  }
  return problems;
}
