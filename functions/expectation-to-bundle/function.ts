import { type DesiredObject, type GenerationCounts, reconcileGenerated } from '../../lib/kinds/generated';
import type { KrmFunction } from '../../lib/krm/function';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Inventory } from '../../lib/site/inventory';
import { packageSite } from '../../lib/site/package-site';
import { readInventory } from '../../lib/site/read-inventory';
import { type ExpectationToBundleConfig, expectationToBundleConfig } from './config';
import { reportConflicts } from './conflicts';
import { wholeIntents } from './intents';
import { networkSlice } from './network-slices';
import { bundleObjects } from './objects';
import { nsInstances, provisioningRequests } from './per-site';
import { type LocatedExpectation, readInputs } from './read-inputs';
import { withOverrides } from './service-profiles';
import { refuseDuplicates } from './unique';

const NAME = 'expectation-to-bundle';

/** Renders the intents of a package into the bundles of the network's domains, and a record of each expectation. */
export const expectationToBundle: KrmFunction<ExpectationToBundleConfig> = {
  name: NAME,
  summary: 'Renders network intents (3GPP TS 28.312, source systems) into RAN, core and transport bundles.',
  config: expectationToBundleConfig,
  run(resources, config, report) {
    const { inputs, expectations } = readInputs(resources, report);
    const inventory = once(() => readInventory(resources, [], report));
    refuseDuplicates(expectations, report);
    reportConflicts(expectations, inventory, report);
    if (report.hasErrors) return;
    const desired = [
      ...expectations.flatMap(expectation => bundleObjects(expectation, config.namespace)),
      ...otherOutputs(expectations, { resources, config, inventory, report }),
    ];
    if (report.hasErrors) return;
    const counts = reconcileGenerated(resources, NAME, desired);
    report.info({ code: 'RENDERED', message: summarize(inputs.length, expectations.length, counts) });
  },
};

interface Surroundings {
  resources: ResourceList;
  config: ExpectationToBundleConfig;
  inventory: () => Inventory;
  report: Report;
}

/** What the config asks for beside bundles: slices, and what each site gets. */
function otherOutputs(
  expectations: readonly LocatedExpectation[],
  { resources, config, inventory, report }: Surroundings,
): DesiredObject[] {
  const { outputs, serviceProfiles } = config;
  if (outputs.length === 1) return [];
  const found = packageSite(resources, inventory(), undefined);
  const ownSite = found.state === 'resolved' ? found.site.name : undefined;
  return wholeIntents(expectations, withOverrides(serviceProfiles), report).flatMap(intent => [
    ...(outputs.includes('NetworkSlice') ? networkSlice(intent, config, report) : []),
    ...(outputs.includes('ProvisioningRequest') ? provisioningRequests(intent, config, inventory(), report) : []),
    ...(outputs.includes('NsInstance') ? nsInstances(intent, inventory(), ownSite, report) : []),
  ]);
}

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
