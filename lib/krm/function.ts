import { YamlError } from '../yaml/errors';
import { beginEvaluation, describeYamlError, type Evaluation, endEvaluation, type Outcome } from './evaluation';
import { type ConfigSpec, readConfig } from './function-config';
import type { Report } from './report';
import type { ResourceList } from './resource-list';

/** A KRM function: what it is called, what it accepts, and what it does to a list of resources. */
export interface KrmFunction<Config> {
  name: string;
  /** One sentence for `--help` and the README's table. */
  summary: string;
  config: ConfigSpec<Config>;
  run(resources: ResourceList, config: Config, report: Report): void;
}

/**
 * Runs a function on the bytes of a ResourceList. A run that fails gives all items back as they came, with the
 * results; input that is no ResourceList gives nothing back but one line.
 */
export function evaluate<Config>(krmFunction: KrmFunction<Config>, input: Uint8Array): Outcome {
  const begun = beginEvaluation(krmFunction.name, input);
  if ('exitCode' in begun) return begun;
  runChecked(krmFunction, begun);
  return endEvaluation(begun);
}

/** Runs a function on a list that was read without errors; a failure ends in the report. */
export function runChecked<Config>(krmFunction: KrmFunction<Config>, { resources, report }: Evaluation): void {
  if (report.hasErrors) return;
  const config = readConfig(krmFunction.config, resources.functionConfig, report);
  if (config === undefined) return;
  try {
    krmFunction.run(resources, config, report);
  } catch (error) {
    report.error({ code: 'INTERNAL', message: describeFailure(krmFunction.name, error) });
  }
}

function describeFailure(name: string, error: unknown): string {
  if (error instanceof YamlError) return describeYamlError(error);
  const reason = error instanceof Error ? error.message : String(error);
  return `${name} gave up: ${reason}. This is a defect of the function; nothing was changed`;
}
