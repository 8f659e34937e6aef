/** A structured result of the KRM Functions Specification v1. */
export interface Result {
  message: string;
  severity: Severity;
  resourceRef?: ResourceRef;
  field?: ResultField;
  file?: ResultFile;
  tags?: Record<string, string>;
}

export type Severity = 'error' | 'warning' | 'info';

export interface ResourceRef {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
}

export interface ResultField {
  path: string;
  currentValue?: ResultValue;
  proposedValue?: ResultValue;
}

export type ResultValue = string | number | bigint | boolean | null | ResultValue[] | { [key: string]: ResultValue };

export interface ResultFile {
  /** Relative to the root package. */
  path: string;
  index: number;
}

/** What results are sorted by, before the field. */
export interface ResultPlace {
  severity: Severity;
  file?: ResultFile | undefined;
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** By severity, file, index and field path; results that tie stay in the order they came. */
export function compareResults(a: Result, b: Result): number {
  return comparePlaces(a, b) || compareText(a.field?.path, b.field?.path);
}

/** By severity, file and index. */
export function comparePlaces(a: ResultPlace, b: ResultPlace): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    compareText(a.file?.path, b.file?.path) ||
    (a.file?.index ?? 0) - (b.file?.index ?? 0)
  );
}

/** By code unit: the same order on every machine. */
export function compareText(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** One line, as kpt and Porch print it: `[error] apps/v1/Deployment/ns/web spec.replicas: message`. */
export function formatResult(result: Result): string {
  const { resourceRef: ref } = result;
  const object = ref ? ` ${[ref.apiVersion, ref.kind, ref.namespace, ref.name].filter(Boolean).join('/')}` : '';
  const field = result.field ? ` ${result.field.path}` : '';
  return `[${result.severity}]${object}${field}: ${result.message.replace(/\s*\n\s*/g, ' ')}`;
}
