import { coverageOf } from '../../lib/intent/coverage';
import type { Expectation } from '../../lib/intent/expectation';
import { readIntent } from '../../lib/intent/read-intent';
import { REFUSAL_REASONS } from '../../lib/intent/refusals';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Path } from '../../lib/yaml/path';
import { findInputs, type IntentInput } from './inputs';

/** An expectation, and the input that it stands in. */
export interface LocatedExpectation {
  input: IntentInput;
  expectation: Expectation;
}

/** The expectations of a package, with a result for each input: its shape, and how much of it is rendered. */
export function readInputs(
  resources: ResourceList,
  report: Report,
): { inputs: IntentInput[]; expectations: LocatedExpectation[] } {
  const inputs = findInputs(resources, report);
  return { inputs, expectations: inputs.flatMap(input => readInput(input, report)) };
}

function readInput(input: IntentInput, report: Report): LocatedExpectation[] {
  const { object, path, name, value } = input;
  const title = titleOf(input);
  const { shape, reading } = readIntent(name, value);
  const at = (part: Path) => ({ object, path: [...path, ...part] });
  for (const { code, path: part, message } of reading.problems) {
    report.error({ code, message: `${title}: ${message}`, ...at(part) });
  }
  for (const { code, path: part, message } of reading.notes) {
    report.warning({ code, message: `${title}: ${message}`, ...at(part) });
  }
  for (const { path: part, reason } of reading.refusals) {
    const message = `${title}: ${part.join('.') || 'the intent'} is not rendered: ${REFUSAL_REASONS[reason]}`;
    report.warning({ code: 'NOT_RENDERED', message, ...at(part), tags: { reason } });
  }
  if (reading.problems.length > 0) return [];
  const { values, rendered } = coverageOf(value, reading.refusals);
  report.info({
    code: 'INTENT_READ',
    message: `${title}: shape ${shape}, ${rendered} of ${values} values are rendered`,
    object,
    path,
    tags: { shape, values: String(values), rendered: String(rendered) },
  });
  return reading.expectations.map(expectation => ({ input, expectation }));
}

/** What messages call an input: `ConfigMap intents`, and its place in a list. */
export function titleOf({ object, path }: IntentInput): string {
  const item = path.at(-1);
  return `${object.kind} ${object.name}${typeof item === 'number' ? ` [${item}]` : ''}`;
}
