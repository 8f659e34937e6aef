import { formatPath, type Path } from '../yaml/path';
import { bigIntAsText } from '../yaml/value';
import type { KubeObject } from './kube-object';
import { cut } from './quote';
import type { ResourceList } from './resource-list';
import { compareResults, formatResult, type Result, type ResultValue, type Severity } from './result';

/** What a function has found, in the words of its domain. */
export interface Finding {
  /** Stable upper-case name of the kind of finding; given to tools as the tag `code`. */
  code: string;
  /** What is the matter, where, what was expected, and how to mend it. */
  message: string;
  object?: KubeObject | undefined;
  path?: Path | undefined;
  current?: ResultValue | undefined;
  proposed?: ResultValue | undefined;
  tags?: Record<string, string>;
}

/** Porch copies results into cluster objects, and stderr into a status: both stay small. */
const MAX_INFOS = 100;
const MAX_RESULT_BYTES = 256 * 1024;
const MAX_STDERR_BYTES = 16 * 1024;
const MAX_MESSAGE_LENGTH = 4000;
const MAX_VALUE_LENGTH = 1000;

/** Collects findings and turns them into results: complete, sorted, bounded. */
export class Report {
  private readonly collected: Result[] = [];
  private bounded: { readonly of: number; readonly results: Result[] } | undefined;

  constructor(private readonly resources: ResourceList) {}

  error(finding: Finding): void {
    this.add('error', finding);
  }

  warning(finding: Finding): void {
    this.add('warning', finding);
  }

  info(finding: Finding): void {
    this.add('info', finding);
  }

  /** Takes in a result that somebody else has put into words. */
  include(result: Result): void {
    this.collected.push({ ...result, message: cut(result.message, MAX_MESSAGE_LENGTH) });
  }

  get hasErrors(): boolean {
    return this.collected.some(result => result.severity === 'error');
  }

  /** The results, sorted, with what exceeds the bounds summed up in a last one. */
  results(): Result[] {
    if (this.bounded?.of !== this.collected.length) {
      this.bounded = { of: this.collected.length, results: boundedResults(this.collected) };
    }
    return this.bounded.results;
  }

  /** One line per error and warning, errors first. Only for a run that failed. */
  stderr(): string {
    let text = '';
    const lines = this.results().filter(result => result.severity !== 'info');
    for (const [i, result] of lines.entries()) {
      const line = `${formatResult(result)}\n`;
      if (Buffer.byteLength(text) + Buffer.byteLength(line) > MAX_STDERR_BYTES - 100) {
        return `${text}... and ${lines.length - i} more (see the results)\n`;
      }
      text += line;
    }
    return text;
  }

  private add(severity: Severity, finding: Finding): void {
    const { code, object, path, tags } = finding;
    const result: Result = { message: this.messageOf(finding), severity };
    if (object) {
      const { apiVersion, kind, name, namespace } = object;
      result.resourceRef = { apiVersion, kind, name, ...(namespace === '' ? {} : { namespace }) };
      const file = this.resources.fileOf(object);
      if (file) result.file = file;
    }
    if (object && path && path.length > 0) {
      result.field = { path: formatPath(path) };
      if (finding.current !== undefined) result.field.currentValue = shown(finding.current);
      if (finding.proposed !== undefined) result.field.proposedValue = finding.proposed;
    }
    result.tags = { code, ...tags };
    this.collected.push(result);
  }

  /** The message with the file in front: kpt's terminal output and Porch's status show no other trace of it. */
  private messageOf({ message, object }: Finding): string {
    const file = object && this.resources.fileOf(object);
    const text = file ? `${file.path}${file.index > 0 ? ` (object ${file.index})` : ''}: ${message}` : message;
    return cut(text, MAX_MESSAGE_LENGTH);
  }
}

function boundedResults(collected: readonly Result[]): Result[] {
  const sorted = [...collected].sort(compareResults);
  const kept: Result[] = [];
  let bytes = 0;
  let infos = 0;
  for (const result of sorted) {
    bytes += Buffer.byteLength(JSON.stringify(result, bigIntAsText)) + 100;
    if (result.severity === 'info') infos++;
    if (infos > MAX_INFOS || bytes > MAX_RESULT_BYTES - 1000) break;
    kept.push(result);
  }
  return kept.length === sorted.length ? kept : [...kept, leftOut(sorted.slice(kept.length))];
}

/** A value that says what is there; a long text by its begin. What is proposed is whole: it may be written. */
function shown(value: ResultValue): ResultValue {
  return typeof value === 'string' ? cut(value, MAX_VALUE_LENGTH) : value;
}

function leftOut(results: readonly Result[]): Result {
  const worst = results.some(result => result.severity === 'error') ? 'error' : (results[0]?.severity ?? 'info');
  const counts = (['error', 'warning', 'info'] as const)
    .map(severity => [results.filter(result => result.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0)
    .map(([count, severity]) => `${count} ${severity}`);
  return {
    message: `${counts.join(', ')} more: left out to keep the results small`,
    severity: worst,
    tags: { code: 'MORE_RESULTS' },
  };
}
