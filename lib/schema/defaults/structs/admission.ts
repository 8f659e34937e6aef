import type { YamlMap } from '../../../yaml/value';
import { itemsAt, withFallback, withField } from '../fields';
import type { StructDefaultsTable } from '../struct-defaults';

const WEBHOOK = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};

/** What is filled into what extends the API server. Source: defaults.go of admissionregistration, apiextensions, apiregistration and flowcontrol. */
export const ADMISSION_DEFAULTS: StructDefaultsTable = {
  CustomResourceDefinitionNames: { complete: completeNames },
  CustomResourceDefinitionSpec: { values: { conversion: { strategy: 'None' } } },
  ExemptPriorityLevelConfiguration: { values: { lendablePercent: 0, nominalConcurrencyShares: 0 } },
  FlowSchemaSpec: { complete: spec => withCounts(spec, { matchingPrecedence: 1000 }) },
  LimitedPriorityLevelConfiguration: { values: { lendablePercent: 0, nominalConcurrencyShares: 30 } },
  MatchResources: { values: { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} } },
  MutatingAdmissionPolicySpec: { values: { failurePolicy: 'Fail' } },
  MutatingWebhook: { values: { ...WEBHOOK, reinvocationPolicy: 'Never' } },
  NamedRuleWithOperations: { values: { scope: '*' } },
  QueuingConfiguration: {
    complete: configuration => withCounts(configuration, { handSize: 8, queueLengthLimit: 50, queues: 64 }),
  },
  RuleWithOperations: { values: { scope: '*' } },
  ServiceReference: { values: { port: 443 } },
  ValidatingAdmissionPolicySpec: { values: { failurePolicy: 'Fail' } },
  ValidatingWebhook: { values: WEBHOOK },
};

/** In place of 0. */
function withCounts(struct: YamlMap, counts: Readonly<Record<string, number>>): YamlMap {
  return Object.entries(counts).reduce(
    (complete, [name, count]) => (complete[name] === 0 ? withField(complete, name, count) : complete),
    struct,
  );
}

function completeNames(names: YamlMap): YamlMap {
  const { kind } = names;
  if (typeof kind !== 'string' || kind === '') return names;
  return withFallback(withFallback(names, 'singular', kind.toLowerCase()), 'listKind', `${kind}List`);
}

/** The version of a CRD that objects are kept in. */
export function storedVersions(spec: YamlMap): string[] {
  const stored = itemsAt(spec, 'versions').find(({ storage }) => storage === true);
  return typeof stored?.name === 'string' ? [stored.name] : [];
}
