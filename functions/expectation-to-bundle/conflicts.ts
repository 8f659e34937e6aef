import type { Conflict } from '../../lib/intent/conflicts/conflict';
import { findConflicts } from '../../lib/intent/conflicts/find-conflicts';
import type { Expectation } from '../../lib/intent/expectation';
import type { Report } from '../../lib/krm/report';
import type { Inventory } from '../../lib/site/inventory';
import type { IntentInput } from './inputs';
import { type LocatedExpectation, titleOf } from './read-inputs';

/** Reports what contradicts itself or something else, in the words of an IntentConflictReport (TS 28.312). */
export function reportConflicts(
  expectations: readonly LocatedExpectation[],
  inventory: () => Inventory,
  report: Report,
): void {
  const inputs: IntentInput[] = [];
  const stated = expectations.map(({ input, expectation }) => {
    if (inputs.at(-1) !== input) inputs.push(input);
    return { expectation, intent: inputs.length - 1 };
  });
  const sitesOf = ({ targetSites }: Expectation) =>
    targetSites.length === 0 ? [] : targetSites.flatMap(name => inventory().expand(name) ?? [name]);
  const { conflicts, unfinished } = findConflicts(stated, sitesOf);
  for (const conflict of conflicts) reportConflict(conflict, inputs, report);
  for (const { objectInstance, target, count } of unfinished) {
    const message = `${count} expectations state ${target} of ${objectInstance}: not every pair of them was compared, there may be more conflicts than those named`;
    report.warning({ code: 'CONFLICTS_UNFINISHED', message });
  }
}

function reportConflict(conflict: Conflict, inputs: readonly IntentInput[], report: Report): void {
  const { type, rule, severity, at, against, path } = conflict;
  const input = inputs[at.intent] as IntentInput;
  const other = against && inputs[against.stated.intent];
  const where = other && other !== input ? ` and ${titleOf(other)}` : '';
  const finding = {
    code: type,
    message: `${titleOf(input)}${where}: ${conflict.message}`,
    object: input.object,
    path: [...input.path, ...path],
    tags: {
      rule,
      expectation: at.expectation.id,
      ...(against && { conflictingExpectation: against.stated.expectation.id, recommendedSolutions: 'MODIFY' }),
      ...(against?.target !== undefined && { conflictingTarget: against.target }),
    },
  };
  if (severity === 'error') report.error(finding);
  else report.warning(finding);
}
