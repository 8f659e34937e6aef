import { YamlError } from '../yaml/errors';
import { type ConfigSpec, readConfig } from './function-config';
import { Report } from './report';
import { InputError, ResourceList } from './resource-list';

/** A KRM function: what it is called, what it accepts, and what it does to a list of resources. */
export interface KrmFunction<Config> {
  name: string;
  /** One sentence for `--help` and the README's table. */
  summary: string;
  config: ConfigSpec<Config>;
  run(resources: ResourceList, config: Config, report: Report): void;
}

/** What a process is to print, and its exit code: 0 passed, 1 failed. */
export interface Outcome {
  stdout: Buffer;
  stderr: string;
  exitCode: 0 | 1;
}

const NAME_PATH = ['metadata', 'name'];

/** Larger messages are refused by Porch's gRPC (6 MiB), and take the whole package with them. */
const PORCH_MESSAGE_LIMIT = 6 * 1024 * 1024;

/**
 * Runs a function on the bytes of a ResourceList. A run that fails gives all items back as they came, with the
 * results; input that is no ResourceList gives nothing back but one line.
 */
export function evaluate<Config>(krmFunction: KrmFunction<Config>, input: Uint8Array): Outcome {
  let resources: ResourceList;
  try {
    resources = new ResourceList(input);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { stdout: Buffer.alloc(0), stderr: `[error] ${krmFunction.name}: ${error.message}\n`, exitCode: 1 };
  }
  const report = new Report(resources);
  runChecked(krmFunction, resources, report);
  if (report.hasErrors) {
    return { stdout: resources.toOriginalBytes(report.results()), stderr: report.stderr(), exitCode: 1 };
  }
  return { stdout: writeChecked(resources, report), stderr: '', exitCode: 0 };
}

function runChecked<Config>(krmFunction: KrmFunction<Config>, resources: ResourceList, report: Report): void {
  reportProblems(resources, report);
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
  if (error instanceof YamlError) return `${error.message} (line ${error.problem.line} of the input)`;
  const reason = error instanceof Error ? error.message : String(error);
  return `${name} gave up: ${reason}. This is a defect of the function; nothing was changed`;
}

function reportProblems(resources: ResourceList, report: Report): void {
  for (const { object, path, problem } of resources.problems) {
    report.error({
      code: problem.code,
      message: `${problem.message} (lines of the ResourceList)`,
      object,
      path,
    });
  }
  for (const object of resources.items) {
    const isNamed = object.kindAt(NAME_PATH) === 'scalar';
    // kpt exempts Kustomizations: they have no name.
    if (object.apiVersion !== '' && object.kind !== '' && (isNamed || object.kind === 'Kustomization')) continue;
    const missing = [
      object.apiVersion === '' && 'apiVersion',
      object.kind === '' && 'kind',
      !isNamed && 'metadata.name',
    ].filter(Boolean);
    const message = `a resource has no ${missing.join(' and no ')}: kpt accepts only Kubernetes objects, give it what is missing`;
    report.error({ code: 'ITEM_INCOMPLETE', message, object });
  }
}

function writeChecked(resources: ResourceList, report: Report): Buffer {
  if (resources.receivedBytes > PORCH_MESSAGE_LIMIT) warnOfSize(resources.receivedBytes, report);
  const bytes = resources.toBytes(report.results());
  if (bytes.byteLength <= PORCH_MESSAGE_LIMIT || resources.receivedBytes > PORCH_MESSAGE_LIMIT) return bytes;
  warnOfSize(bytes.byteLength, report);
  return resources.toBytes(report.results());
}

function warnOfSize(byteLength: number, report: Report): void {
  const size = (byteLength / 1024 / 1024).toFixed(1);
  const message = `the package is ${size} MiB, more than the 6 MiB Porch passes to a function: split it before Porch renders it`;
  report.warning({ code: 'PACKAGE_SIZE', message });
}
