import type { BundleIntent } from '../kinds/bundle';
import type { YamlMap, YamlValue } from '../yaml/value';

/** A part of an input that is rendered into no field, with the reason; a warning names it. */
export interface Unmapped {
  path: (string | number)[];
  reason: string;
}

/** An expectation in the vocabulary of 3GPP TS 28.312 (IntentExpectation). */
export interface StandardExpectation {
  model: '28.312';
  id: string;
  /** The expectation family, such as RadioNetworkExpectation. */
  type: string;
  verb?: string | undefined;
  objectType: string;
  objectInstance?: string | undefined;
  contextSelectivity?: string | undefined;
  preferenceWeight?: number | undefined;
  intent: BundleIntent;
  targets: ExpectationTarget[];
}

export interface ExpectationTarget {
  name: string;
  condition: string;
  value: YamlValue;
  contextSelectivity?: string | undefined;
  preferenceWeight?: number | undefined;
  /** The contexts in force for the target: its own, and those of its object, expectation and intent. */
  contexts: ScopedContext[];
}

export interface ScopedContext {
  scope: 'Intent' | 'Expectation' | 'Object' | 'Target';
  attribute: string;
  condition: string;
  value: YamlValue;
}

/** An expectation as the source systems write it (shapes A and C): one context, one target, values as text. */
export interface SourceSystemExpectation {
  model: 'source-system';
  id: string;
  /** ServicePerformance, ServiceCapacity or ServiceCoverage; others are kept as they are. */
  type: string;
  objectType: string;
  objectInstance?: string | undefined;
  context?: { attribute: string; condition: string; values: string[] } | undefined;
  target: { attribute: string; condition: string; value: string };
}

export type Expectation = (StandardExpectation | SourceSystemExpectation) & {
  /** Sites or groups the expectation is meant for; empty where it does not say. */
  targetSites: string[];
  serviceType?: string | undefined;
  /** The expectation as it came in, for the record that goes with the bundles. */
  record: YamlMap;
};

/** What an adapter made of one input. */
export interface ReadIntent {
  expectations: Expectation[];
  unmapped: Unmapped[];
  /** What makes the input unusable, in whole or in part. */
  problems: InputProblem[];
}

export interface InputProblem {
  path: (string | number)[];
  message: string;
}
