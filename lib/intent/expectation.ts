import type { BundleIntent } from '../kinds/bundle';
import type { Path } from '../yaml/path';
import type { YamlMap, YamlValue } from '../yaml/value';
import type { Condition } from './conditions';
import type { Decimal } from './decimal';
import type { Domain } from './object-types';
import type { Refusal } from './refusals';

/**
 * What is expected of one object, in the vocabulary of 3GPP TS 28.312. Every input becomes expectations of this one
 * form; everything that is rendered is rendered from it.
 */
export interface Expectation {
  id: string;
  /** Tells the objects of one expectation apart, where it has several (Rel-17); else empty. */
  part: string;
  /** The expectation family, such as RadioNetworkExpectation; the source systems' type as they write it. */
  type: string;
  verb?: string | undefined;
  objectType: string;
  objectInstance?: string | undefined;
  domains: readonly Domain[];
  contextSelectivity?: string | undefined;
  preferenceWeight?: number | undefined;
  /** The intent as a whole; absent where an expectation came alone. */
  intent?: BundleIntent | undefined;
  targets: ExpectationTarget[];
  /** The contexts in force for all targets: those of the object, the expectation and the intent. */
  contexts: ScopedContext[];
  /** Bundles carry it in the fields that the source systems publish, as far as they have a place for it. */
  published?: PublishedForm | undefined;
  /** Sites or groups the expectation is meant for; empty where it does not say. */
  targetSites: string[];
  serviceType?: string | undefined;
  /** The expectation as it came in, for the record that goes with the bundles. */
  record: YamlMap;
}

/** An expectation as the source systems' renderer takes it: one context, one target, values as text. */
export interface PublishedForm {
  context?: { attribute: string; condition: string; values: string[] } | undefined;
  target: { attribute: string; condition: string; value: string };
}

export interface ExpectationTarget {
  name: string;
  /** In the words of 28.312, where one means what was written. */
  condition: string;
  known?: Condition | undefined;
  /** As the author wrote it, without a comparison sign in front. */
  value: YamlValue;
  /** The unit it was written in, else the base unit of the target. */
  unit?: string | undefined;
  /** The value, or each of a list, in the base unit. */
  measured?: { values: readonly Decimal[]; unit: string; isList: boolean } | undefined;
  contextSelectivity?: string | undefined;
  preferenceWeight?: number | undefined;
  /** Its own contexts; those of the expectation are in force for it too. */
  contexts: ScopedContext[];
  /** Where it stands in the input. */
  path: Path;
}

export interface ScopedContext {
  scope: 'Intent' | 'Expectation' | 'Object' | 'Target';
  attribute: string;
  condition: string;
  value: YamlValue;
  /** What the value is, where the author says so. */
  valueType?: string | undefined;
  path: Path;
}

/** What is wrong with an input, or odd about it. */
export interface InputFinding {
  code: string;
  path: Path;
  message: string;
}

/** What an adapter made of one input. */
export class Reading {
  readonly expectations: Expectation[] = [];
  readonly refusals: Refusal[] = [];
  /** What makes the input unusable, in whole or in part. */
  readonly problems: InputFinding[] = [];
  /** What is rendered, but perhaps not as it was meant. */
  readonly notes: InputFinding[] = [];

  problem(path: Path, message: string, code = 'INTENT_INVALID'): void {
    this.problems.push({ code, path, message });
  }

  note(code: string, path: Path, message: string): void {
    this.notes.push({ code, path, message });
  }

  refuse(path: Path, reason: Refusal['reason']): void {
    this.refusals.push({ path, reason });
  }
}
