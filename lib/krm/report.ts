import { formatPath, type Path } from '../yaml/path';
import { bigIntAsText } from '../yaml/value';
import type { KubeObject } from './kube-object';
import { cut } from './quote';
import type { ResourceList } from './resource-list';
import { comparePlaces, compareResults, formatResult, type Result, type ResultValue, type Severity } from './result';

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

/** How much more than what is shown may be collected before what will not be shown is dropped. */
const SLACK = 1.5;
/** What a result takes besides its message, about. */
const RESULT_OVERHEAD = 300;

/** Collects findings and turns them into results: complete, sorted, bounded. */
export class Report {
  /** Sorted up to where `sorted` says. */
  private collected: Result[] = [];
  private sorted = 0;
  /** About how many bytes of results are collected. */
  private bytes = 0;
  /** The first that was left out: no other one that ranks behind it will be shown, either. */
  private firstLeftOut: Result | undefined;
  private readonly leftOut: Record<Severity, number> = { error: 0, warning: 0, info: 0 };

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

  /** Takes in a finding about an object that is put into words only if there is room to show it. */
  addIfShown(severity: Severity, object: KubeObject, find: () => Finding): void {
    const { firstLeftOut } = this;
    const place = { severity, file: this.resources.fileOf(object) };
    if (firstLeftOut && comparePlaces(place, firstLeftOut) > 0) this.leftOut[severity]++;
    else this.add(severity, find());
  }

  /** Takes in a result that somebody else has put into words. */
  include(result: Result): void {
    this.collect({ ...result, message: cut(result.message, MAX_MESSAGE_LENGTH) });
  }

  get hasErrors(): boolean {
    return this.leftOut.error > 0 || this.collected.some(result => result.severity === 'error');
  }

  /** The results, sorted, with what exceeds the bounds summed up in a last one. */
  results(): Result[] {
    this.drop();
    return this.firstLeftOut ? [...this.collected, this.sumOfLeftOut(this.firstLeftOut)] : this.collected;
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
    this.collect(result);
  }

  private collect(result: Result): void {
    if (this.firstLeftOut && compareResults(result, this.firstLeftOut) >= 0) {
      this.leftOut[result.severity]++;
      return;
    }
    this.collected.push(result);
    this.bytes += result.message.length + RESULT_OVERHEAD;
    if (this.bytes > SLACK * MAX_RESULT_BYTES) this.drop();
  }

  /** Sorts what is collected, and leaves out what exceeds the bounds. */
  private drop(): void {
    if (this.sorted === this.collected.length) return;
    const all = this.collected.sort(compareResults);
    const count = countWithinBounds(all);
    for (const { severity } of all.slice(count)) this.leftOut[severity]++;
    this.firstLeftOut = all[count] ?? this.firstLeftOut;
    this.collected = all.slice(0, count);
    this.sorted = count;
    this.bytes = this.collected.reduce((sum, { message }) => sum + message.length + RESULT_OVERHEAD, 0);
  }

  private sumOfLeftOut({ severity }: Result): Result {
    const counts = (['error', 'warning', 'info'] as const)
      .filter(each => this.leftOut[each] > 0)
      .map(each => `${this.leftOut[each]} ${each}`);
    return {
      message: `${counts.join(', ')} more: left out to keep the results small`,
      severity,
      tags: { code: 'MORE_RESULTS' },
    };
  }

  /** The message with the file in front: kpt's terminal output and Porch's status show no other trace of it. */
  private messageOf({ message, object }: Finding): string {
    const file = object && this.resources.fileOf(object);
    const text = file ? `${file.path}${file.index > 0 ? ` (object ${file.index})` : ''}: ${message}` : message;
    return cut(text, MAX_MESSAGE_LENGTH);
  }
}

/** How many of sorted results are shown. */
function countWithinBounds(results: readonly Result[]): number {
  let bytes = 0;
  let infos = 0;
  for (const [i, result] of results.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(result, bigIntAsText)) + 100;
    if (result.severity === 'info') infos++;
    if (infos > MAX_INFOS || bytes > MAX_RESULT_BYTES - 1000) return i;
  }
  return results.length;
}

/** A value that says what is there; a long text by its begin. What is proposed is whole: it may be written. */
function shown(value: ResultValue): ResultValue {
  return typeof value === 'string' ? cut(value, MAX_VALUE_LENGTH) : value;
}
