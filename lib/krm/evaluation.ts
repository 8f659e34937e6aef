import type { YamlError } from '../yaml/errors';
import { Report } from './report';
import { InputError, ResourceList } from './resource-list';

/** What a process is to print, and its exit code: 0 passed, 1 failed. */
export interface Outcome {
  stdout: Buffer;
  stderr: string;
  exitCode: 0 | 1;
}

/** A list on its way through a function. */
export interface Evaluation {
  resources: ResourceList;
  report: Report;
}

const NAME_PATH = ['metadata', 'name'];

/** Larger messages are refused by Porch's gRPC (6 MiB), and take the whole package with them. */
const PORCH_MESSAGE_LIMIT = 6 * 1024 * 1024;

/**
 * Reads a list and checks what every function relies on: the function is to run where the report has no errors. Input
 * that is no ResourceList has an outcome at once: one line, and nothing given back.
 */
export function beginEvaluation(name: string, input: Uint8Array): Evaluation | Outcome {
  let resources: ResourceList;
  try {
    resources = new ResourceList(input);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { stdout: Buffer.alloc(0), stderr: `[error] ${name}: ${error.message}\n`, exitCode: 1 };
  }
  const report = new Report(resources);
  reportProblems(resources, report);
  return { resources, report };
}

/** Writes the list with the results. A run that failed gives all items back as they came. */
export function endEvaluation({ resources, report }: Evaluation): Outcome {
  if (report.hasErrors) {
    return { stdout: resources.toOriginalBytes(report.results()), stderr: report.stderr(), exitCode: 1 };
  }
  return { stdout: writeChecked(resources, report), stderr: '', exitCode: 0 };
}

/** What the text of an item makes impossible only once it is read, such as an alias bomb. */
export function describeYamlError({ message, problem }: YamlError): string {
  return `${message} (line ${problem.line} of the input)`;
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
    const path = missing.length > 1 ? [] : `${missing[0]}`.split('.');
    report.error({ code: 'ITEM_INCOMPLETE', message, object, path });
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
