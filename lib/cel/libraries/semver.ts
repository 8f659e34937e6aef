import { struct } from '../check/type';
import { traversal } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { type CelValue, ExtensionValue, intOf, MAX_UINT64 } from '../evaluate/value';
import { type FunctionRow, type Library, overloadsOf } from './declare';
import { goQuote } from './quote';

const SEMVER_TYPE = struct('kubernetes.Semver');

/** A semantic version. */
class Semver extends ExtensionValue {
  readonly type = SEMVER_TYPE;

  constructor(
    readonly numbers: readonly [major: bigint, minor: bigint, patch: bigint],
    readonly prerelease: readonly string[],
  ) {
    super();
  }

  equals(other: ExtensionValue): boolean {
    return other instanceof Semver && compareVersions(this, other) === 0;
  }
}

/** Reads a version; gives what is wrong with a text that is none. Source: `blang/semver` v4, which the API server uses. */
function parseSemver(text: string): Semver | string {
  if (text === '') return 'Version string empty';
  const [major, minor, ...more] = text.split('.');
  if (major === undefined || minor === undefined || more.length === 0) return 'No Major.Minor.Patch elements found';
  const rest = more.join('.');
  const plus = rest.indexOf('+');
  const build = plus < 0 ? [] : rest.slice(plus + 1).split('.');
  const release = plus < 0 ? rest : rest.slice(0, plus);
  const dash = release.indexOf('-');
  const prerelease = dash < 0 ? [] : release.slice(dash + 1).split('.');
  const patch = dash < 0 ? release : release.slice(0, dash);
  const problem =
    numberProblem('major', major) ??
    numberProblem('minor', minor) ??
    numberProblem('patch', patch) ??
    firstOf(prerelease, prereleaseProblem) ??
    firstOf(build, buildProblem);
  return problem ?? new Semver([BigInt(major), BigInt(minor), BigInt(patch)], prerelease);
}

function numberProblem(name: string, text: string): string | undefined {
  if (!/^\d+$/.test(text)) {
    return text === '' ? emptyNumber() : `Invalid character(s) found in ${name} number ${goQuote(text)}`;
  }
  if (/^0./.test(text)) {
    return `${name.charAt(0).toUpperCase()}${name.slice(1)} number must not contain leading zeroes ${goQuote(text)}`;
  }
  return BigInt(text) > MAX_UINT64 ? `strconv.ParseUint: parsing ${goQuote(text)}: value out of range` : undefined;
}

function emptyNumber(): string {
  return 'strconv.ParseUint: parsing "": invalid syntax';
}

function prereleaseProblem(text: string): string | undefined {
  if (text === '') return 'Prerelease is empty';
  if (/^0\d+$/.test(text)) return `Numeric PreRelease version must not contain leading zeroes ${goQuote(text)}`;
  return /^[-0-9A-Za-z]+$/.test(text) ? undefined : `Invalid character(s) found in prerelease ${goQuote(text)}`;
}

function buildProblem(text: string): string | undefined {
  if (text === '') return 'Build meta data is empty';
  return /^[-0-9A-Za-z]+$/.test(text) ? undefined : `Invalid character(s) found in build meta data ${goQuote(text)}`;
}

function firstOf(texts: readonly string[], problemOf: (text: string) => string | undefined): string | undefined {
  return texts.map(problemOf).find(problem => problem !== undefined);
}

/** `v1`, `01.2` and the like as whole versions. Source: `normalizeAndParse` of k8s.io/apiserver. */
function parseLoosely(text: string): Semver | string {
  const [major = '', minor, ...more] = text.replace(/^v/, '').split('.');
  const parts = [major, ...(minor === undefined ? [] : [minor]), ...(more.length > 0 ? [more.join('.')] : [])].map(
    part => (part.length > 1 ? part.replace(/^0+(?=\d)/, '').replace(/^0+(?=\D)/, '0') : part),
  );
  if (parts.length < 3 && /[-+]/.test(parts.at(-1) as string)) {
    return 'short version cannot contain PreRelease/Build meta data';
  }
  while (parts.length < 3) parts.push('0');
  return parseSemver(parts.join('.'));
}

/** Build metadata does not count. */
function compareVersions(a: Semver, b: Semver): number {
  for (const [i, number] of a.numbers.entries()) {
    const other = b.numbers[i] as bigint;
    if (number !== other) return number > other ? 1 : -1;
  }
  if (a.prerelease.length === 0 || b.prerelease.length === 0) {
    return Math.sign(b.prerelease.length - a.prerelease.length);
  }
  for (const [i, own] of a.prerelease.entries()) {
    const other = b.prerelease[i];
    if (other === undefined) return 1;
    const order = comparePrerelease(own, other);
    if (order !== 0) return order;
  }
  return a.prerelease.length === b.prerelease.length ? 0 : -1;
}

/** Numbers are less than words. */
function comparePrerelease(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (isNumber) return BigInt(a) === BigInt(b) ? 0 : BigInt(a) > BigInt(b) ? 1 : -1;
  return a === b ? 0 : a > b ? 1 : -1;
}

function read(text: string, isLoose: boolean): Semver | string {
  return isLoose ? parseLoosely(text) : parseSemver(text);
}

function semverOf(text: string, isLoose: boolean): Semver {
  const version = read(text, isLoose);
  if (typeof version === 'string') throw new EvaluationError(version);
  return version;
}

const part =
  (index: 0 | 1 | 2) =>
  ({ numbers }: Semver): CelValue =>
    intOf(BigInt.asIntN(64, numbers[index]));

/** Source: `library/semverlib.go` of k8s.io/apiserver. */
const ROWS: readonly FunctionRow[] = [
  ['semver', '(string) -> Semver', (text: string) => semverOf(text, false), traversal],
  ['semver', '(string, bool) -> Semver', semverOf, traversal],
  ['isSemver', '(string) -> bool', (text: string) => typeof read(text, false) !== 'string', traversal],
  [
    'isSemver',
    '(string, bool) -> bool',
    (text: string, isLoose: boolean) => typeof read(text, isLoose) !== 'string',
    traversal,
  ],
  ['isGreaterThan', 'Semver.(Semver) -> bool', (a: Semver, b: Semver) => compareVersions(a, b) > 0],
  ['isLessThan', 'Semver.(Semver) -> bool', (a: Semver, b: Semver) => compareVersions(a, b) < 0],
  ['compareTo', 'Semver.(Semver) -> int', compareVersions],
  ['major', 'Semver.() -> int', part(0)],
  ['minor', 'Semver.() -> int', part(1)],
  ['patch', 'Semver.() -> int', part(2)],
];

export const SEMVER: Library = {
  since: 33,
  overloads: overloadsOf(ROWS, { types: [SEMVER_TYPE], costOf: 'function' }),
};
