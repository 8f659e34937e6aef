import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';

/**
 * Label selectors as `kubectl --selector` has them (apimachinery `labels.Parse`): `region=north,tier in (a, b),!old`;
 * all parts must hold. `!=` and `notin` hold where the label is missing.
 */
export interface Requirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | 'absent';
  values: readonly string[];
}

/** A selector, or what is wrong with its text. */
export type ParsedSelector = { requirements: readonly Requirement[] } | { problem: string };

/** Whether a text is a selector, not names of sites and groups: no name has any of this. */
export function isSelectorText(text: string): boolean {
  return /[=!/]|\s(?:not)?in\s*\(/.test(text);
}

export function parseSelector(text: string): ParsedSelector {
  const requirements: Requirement[] = [];
  for (const part of partsOf(text)) {
    const requirement = parseRequirement(part.trim());
    if (typeof requirement === 'string') return { problem: `${JSON.stringify(part.trim())}: ${requirement}` };
    requirements.push(requirement);
  }
  return { requirements };
}

export function matchesLabels(requirements: readonly Requirement[], labels: Readonly<Record<string, string>>): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
    if (operator === 'exists') return value !== undefined;
    if (operator === 'absent') return value === undefined;
    const isListed = value !== undefined && values.includes(value);
    return operator === 'in' ? isListed : !isListed;
  });
}

/** The parts between commas that stand in no parentheses. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isInside = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(' || character === ')') isInside = character === '(';
    if (character !== ',' || isInside) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function parseRequirement(text: string): Requirement | string {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(text);
  if (set) return checked(set[1] as string, set[2] as 'in' | 'notin', (set[3] as string).split(','));
  const equality = /^([^=!\s]+)\s*(==|=|!=)\s*([^=!\s]*)$/.exec(text);
  if (equality) return checked(equality[1] as string, equality[2] === '!=' ? 'notin' : 'in', [equality[3] as string]);
  const existence = /^(!?)\s*([^=!\s()]+)$/.exec(text);
  if (existence) return checked(existence[2] as string, existence[1] === '!' ? 'absent' : 'exists', []);
  return 'write key=value, key!=value, key in (a, b), key notin (a, b), or !key, with commas between them';
}

function checked(key: string, operator: Requirement['operator'], texts: readonly string[]): Requirement | string {
  const values = texts.map(value => value.trim());
  const badKey = labelKeyProblem(key);
  if (badKey) return `${JSON.stringify(key)} is no label key: ${badKey}`;
  for (const value of values) {
    const badValue = labelValueProblem(value);
    if (badValue) return `${JSON.stringify(value)} is no label value: ${badValue}`;
  }
  return { key, operator, values };
}
