import type { Expectation, Unmapped } from '../../lib/intent/expectation';
import { resourceName } from '../../lib/intent/names';
import { readIntent } from '../../lib/intent/read-intent';
import { type DesiredObject, type GenerationCounts, reconcileGenerated, sourceName } from '../../lib/kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import type { KrmFunction } from '../../lib/krm/function';
import { labelValueProblem } from '../../lib/krm/label-syntax';
import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import type { YamlMap } from '../../lib/yaml/value';
import { type Bundle, OBJECT_TYPES, renderBundles } from './bundles';
import { type ExpectationToBundleConfig, expectationToBundleConfig } from './config';
import { findInputs, type IntentInput } from './inputs';
import { recordAnnotations, recordData } from './record';

const NAME = 'expectation-to-bundle';

/** Renders the intents of a package into the bundles of the network's domains, and a record of each expectation. */
export const expectationToBundle: KrmFunction<ExpectationToBundleConfig> = {
  name: NAME,
  summary: 'Renders network intents (3GPP TS 28.312, source systems) into RAN, core and transport bundles.',
  config: expectationToBundleConfig,
  run(resources, config, report) {
    const inputs = findInputs(resources, report);
    const expectations = inputs.flatMap(input => readInput(input, report));
    refuseDuplicates(expectations, report);
    const desired = expectations.flatMap(expectation => render(expectation, config, report));
    if (report.hasErrors) return;
    const counts = reconcileGenerated(resources, NAME, desired);
    report.info({ code: 'RENDERED', message: summarize(inputs.length, expectations.length, counts) });
  },
};

interface LocatedExpectation {
  input: IntentInput;
  expectation: Expectation;
}

function readInput(input: IntentInput, report: Report): LocatedExpectation[] {
  const { object, path } = input;
  const { expectations, unmapped, problems } = readIntent(object.name, input.value);
  for (const problem of problems) {
    const message = `${object.kind} ${object.name}: ${problem.message}`;
    report.error({ code: 'INTENT_INVALID', message, object, path: [...path, ...problem.path] });
  }
  reportUnmapped(input, unmapped, report);
  return expectations.map(expectation => ({ input, expectation }));
}

/** Nothing is dropped silently: each part that is rendered into no field is named. */
function reportUnmapped({ object, path }: IntentInput, unmapped: readonly Unmapped[], report: Report): void {
  for (const { path: part, reason } of unmapped) {
    const message = `${object.kind} ${object.name}: ${part.join('.')} is not rendered: ${reason}`;
    report.warning({ code: 'NOT_RENDERED', message, object, path: [...path, ...part] });
  }
}

function refuseDuplicates(expectations: readonly LocatedExpectation[], report: Report): void {
  const seen = new Map<string, LocatedExpectation>();
  for (const located of expectations) {
    const { input, expectation } = located;
    const name = resourceName(expectation.id);
    const first = seen.get(name);
    if (!first) {
      seen.set(name, located);
      continue;
    }
    const other = `${first.input.object.kind} ${first.input.object.name}`;
    const message = `expectation ${expectation.id} of ${input.object.kind} ${input.object.name} stands in ${other} too: give one of them another id`;
    report.error({ code: 'DUPLICATE_EXPECTATION', message, object: input.object, path: input.path });
  }
}

function render(
  { input, expectation }: LocatedExpectation,
  { namespace }: ExpectationToBundleConfig,
  report: Report,
): DesiredObject[] {
  const { object } = input;
  const { bundles, unmapped } = renderBundles(expectation);
  if (bundles.length === 0) {
    const candidate = nearest(expectation.objectType, OBJECT_TYPES);
    const hint = candidate ? `did you mean ${candidate}? ` : '';
    const message = `expectation ${expectation.id}: no bundle is for objectType ${expectation.objectType}: ${hint}known are ${OBJECT_TYPES.join(', ')}`;
    report.error({ code: 'OBJECT_TYPE_UNKNOWN', message, object, path: input.path });
    return [];
  }
  reportUnmapped(
    input,
    unmapped.map(({ path, reason }) => ({ path: [expectation.id, ...path], reason })),
    report,
  );
  const base = { source: sourceName(object, expectation.id), origin: object };
  const record = recordObject(expectation, namespace);
  return [
    { ...base, role: 'record', file: `expectations/${nameOf(record)}.yaml`, object: record },
    ...bundles.map(bundle => {
      const rendered = bundleObject(expectation, bundle, namespace);
      return { ...base, role: bundle.prefix, file: `bundles/${nameOf(rendered)}.yaml`, object: rendered };
    }),
  ];
}

function nameOf(object: YamlMap): string {
  return (object.metadata as YamlMap).name as string;
}

function bundleObject(
  expectation: Expectation,
  { apiVersion, kind, prefix, spec }: Bundle,
  namespace: string,
): YamlMap {
  return {
    apiVersion,
    kind,
    metadata: {
      name: `${prefix}-${resourceName(expectation.id)}`,
      namespace,
      labels: { 'expectation.nephio.org/id': idLabel(expectation), 'expectation.nephio.org/type': expectation.type },
      annotations: placement(expectation),
    },
    spec,
  };
}

function recordObject(expectation: Expectation, namespace: string): YamlMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `expectation-${resourceName(expectation.id)}`,
      namespace,
      labels: {
        'expectation.nephio.org/id': idLabel(expectation),
        'expectation.nephio.org/object-type': expectation.objectType,
        'expectation.nephio.org/type': expectation.type,
      },
      annotations: { ...recordAnnotations(expectation), ...placement(expectation) },
    },
    data: recordData(expectation),
  };
}

/** The id as a label, where it is a valid one. The original stands in `spec.expectationId`. */
function idLabel({ id }: Expectation): string {
  return labelValueProblem(id) === undefined ? id : resourceName(id);
}

/** What the sites need to know to take the object or leave it. */
function placement({ targetSites, serviceType }: Expectation): Record<string, string> {
  return {
    ...(serviceType === undefined ? {} : { [SERVICE_TYPE_ANNOTATION]: serviceType }),
    ...(targetSites.length === 0 ? {} : { [TARGET_SITES_ANNOTATION]: targetSites.join(',') }),
  };
}

function summarize(inputs: number, expectations: number, counts: GenerationCounts): string {
  if (inputs === 0 && counts.pruned === 0) return 'no intents in the package: nothing to render';
  const { created, updated, unchanged, pruned } = counts;
  return `rendered ${expectations} expectations of ${inputs} intents: ${created} objects created, ${updated} updated, ${unchanged} unchanged, ${pruned} pruned`;
}
