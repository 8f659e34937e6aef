import type { Result as SdkResult } from 'kpt-functions';
import type { Result, ResultField, Severity } from '../result';
import { toSdkValue, toYamlValue } from './values';

/**
 * A result of the SDK in the words of the KRM Functions Specification v1, which the SDK is older than: `warn` is
 * `warning`, `suggestedValue` is `proposedValue`. A severity that neither knows counts as an error.
 */
export function fromSdkResult(result: SdkResult): Result {
  const { message, resourceRef: ref, field, file, tags } = result;
  const converted: Result = { message: text(message), severity: fromSdkSeverity(result.severity) };
  if (ref) {
    const { apiVersion, kind, name, namespace } = ref;
    converted.resourceRef = { apiVersion: text(apiVersion), kind: text(kind), name: text(name) };
    if (namespace) converted.resourceRef.namespace = namespace;
  }
  if (field?.path) converted.field = fromSdkField(field);
  if (file?.path) converted.file = { path: file.path, index: file.index ?? 0 };
  if (tags) converted.tags = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
  return converted;
}

/** A function in plain JavaScript may leave out what the types ask for. */
function text(part: unknown): string {
  return String(part ?? '');
}

function fromSdkSeverity(severity: string | undefined): Severity {
  if (severity === 'warn' || severity === 'warning') return 'warning';
  return severity === 'info' ? 'info' : 'error';
}

function fromSdkField({ path, currentValue, suggestedValue }: NonNullable<SdkResult['field']>): ResultField {
  const field: ResultField = { path: String(path) };
  if (currentValue !== undefined) field.currentValue = toYamlValue(currentValue);
  if (suggestedValue !== undefined) field.proposedValue = toYamlValue(suggestedValue);
  return field;
}

/** A result of ours as an SDK user knows it. */
export function toSdkResult({ message, severity, resourceRef, field, file, tags }: Result): SdkResult {
  const converted: SdkResult = { severity: severity === 'warning' ? 'warn' : severity, message };
  if (resourceRef) converted.resourceRef = { ...resourceRef, namespace: resourceRef.namespace ?? '' };
  if (field) {
    converted.field = { path: field.path };
    if (field.currentValue !== undefined) converted.field.currentValue = toSdkValue(field.currentValue);
    if (field.proposedValue !== undefined) converted.field.suggestedValue = toSdkValue(field.proposedValue);
  }
  if (file) converted.file = file;
  if (tags) converted.tags = tags;
  return converted;
}
