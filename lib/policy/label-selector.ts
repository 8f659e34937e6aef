import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { mapsIn, textOf, textsIn } from './read-value';

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** A `LabelSelector`. Source: `LabelSelectorAsSelector` of k8s.io/apimachinery. */
export interface LabelSelector {
  readonly requirements: readonly Requirement[];
  /** What is wrong with it, in the words of the API server: it selects nothing then. */
  readonly problem: string | undefined;
}

/** Selects everything: what the API server puts where none is given. */
export const EVERYTHING: LabelSelector = { requirements: [], problem: undefined };

const OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

export function readLabelSelector(value: YamlValue | undefined): LabelSelector {
  if (!isMap(value)) return EVERYTHING;
  const requirements: Requirement[] = Object.entries(isMap(value.matchLabels) ? value.matchLabels : {}).map(
    ([key, text]) => ({ key, operator: 'In', values: [textOf(text)] }),
  );
  let problem: string | undefined;
  for (const expression of mapsIn(value.matchExpressions)) {
    const requirement = readRequirement(expression);
    if (typeof requirement === 'string') problem ??= requirement;
    else requirements.push(requirement);
  }
  return { requirements, problem };
}

/** A requirement, or what is wrong with it. */
function readRequirement({ key, operator, values }: YamlMap): Requirement | string {
  const texts = textsIn(values);
  const name = textOf(operator);
  if (!OPERATORS.includes(name)) return `${JSON.stringify(name)} is not a valid label selector operator`;
  const takesValues = name === 'In' || name === 'NotIn';
  if (takesValues && texts.length === 0)
    return "values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty";
  if (!takesValues && texts.length > 0) {
    return `values: Invalid value: ${JSON.stringify(texts)}: values set must be empty for exists and does not exist`;
  }
  return { key: textOf(key), operator: name as Operator, values: texts };
}

export function matchesLabels({ requirements, problem }: LabelSelector, labels: YamlValue | undefined): boolean {
  if (problem !== undefined) return false;
  const own = isMap(labels) ? labels : {};
  return requirements.every(({ key, operator, values }) => {
    const value = Object.hasOwn(own, key) ? textOf(own[key]) : undefined;
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      default:
        return value === undefined;
    }
  });
}
