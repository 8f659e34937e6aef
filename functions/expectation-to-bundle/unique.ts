import type { Report } from '../../lib/krm/report';
import { expectationName, partName } from './objects';
import { type LocatedExpectation, titleOf } from './read-inputs';

/** Two expectations of one id, or of two ids that would become one name, would overwrite each other. */
export function refuseDuplicates(expectations: readonly LocatedExpectation[], report: Report): void {
  const seen = new Map<string, LocatedExpectation>();
  for (const located of expectations) {
    const name = expectationName(located.expectation);
    const first = seen.get(name);
    if (first) reportClash(first, located, name, report);
    else seen.set(name, located);
  }
}

function reportClash(first: LocatedExpectation, second: LocatedExpectation, name: string, report: Report): void {
  const { input, expectation } = second;
  const isSame = partName(first.expectation) === partName(expectation);
  const message = isSame
    ? `expectation ${expectation.id} of ${titleOf(input)} stands in ${titleOf(first.input)} too: give one of them another id`
    : `expectations ${first.expectation.id} (${titleOf(first.input)}) and ${expectation.id} (${titleOf(input)}) would both be called ${name}: give one of them another id`;
  const code = isSame ? 'DUPLICATE_EXPECTATION' : 'NAME_COLLISION';
  report.error({ code, message, object: input.object, path: input.path });
}
