import { type GenerationCounts, reconcileGenerated } from '../../lib/kinds/generated';
import type { KrmFunction } from '../../lib/krm/function';
import { readInventory } from '../../lib/site/inventory';
import { type ExpectationToBundleConfig, expectationToBundleConfig } from './config';
import { reportConflicts } from './conflicts';
import { bundleObjects } from './objects';
import { readInputs } from './read-inputs';
import { refuseDuplicates } from './unique';

const NAME = 'expectation-to-bundle';

/** Renders the intents of a package into the bundles of the network's domains, and a record of each expectation. */
export const expectationToBundle: KrmFunction<ExpectationToBundleConfig> = {
  name: NAME,
  summary: 'Renders network intents (3GPP TS 28.312, source systems) into RAN, core and transport bundles.',
  config: expectationToBundleConfig,
  run(resources, { namespace }, report) {
    const { inputs, expectations } = readInputs(resources, report);
    refuseDuplicates(expectations, report);
    const inventory = once(() => readInventory(resources, [], report));
    reportConflicts(expectations, inventory, report);
    if (report.hasErrors) return;
    const desired = expectations.flatMap(expectation => bundleObjects(expectation, namespace));
    const counts = reconcileGenerated(resources, NAME, desired);
    report.info({ code: 'RENDERED', message: summarize(inputs.length, expectations.length, counts) });
  },
};

/** The sites are read only where they count: most packages of intents have none. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function summarize(inputs: number, expectations: number, counts: GenerationCounts): string {
  if (inputs === 0 && counts.pruned === 0) return 'no intents in the package: nothing to render';
  const { created, updated, unchanged, pruned } = counts;
  return `rendered ${expectations} expectations of ${inputs} intents: ${created} objects created, ${updated} updated, ${unchanged} unchanged, ${pruned} pruned`;
}
