import { DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../krm/dns-syntax';
import type { Path } from '../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { type Naming, namingOf } from './credential-names';

/**
 * Site facts are no place for credentials: the management cluster does not reach into workload clusters, and packages
 * are in Git for everybody to read (the source systems committed tokens with their sites).
 */

/** A user with a password, or a token alone, in a URL; `git@` of SSH is neither. */
const USER_INFO = /^(?!ssh:)[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@|^[a-z][a-z0-9+.-]*:\/\/[^/?#@:\s]*:[^/?#@\s]+@/i;

/** What is a credential by its look: tokens of GitHub, GitLab, Slack and AWS, JSON Web Tokens, private keys. */
const LOOKS = new RegExp(
  [
    '(?<![A-Za-z0-9])(?:gh[oprsu]_\\w{4}|github_pat_\\w{4}|glpat-[\\w-]{4}|xox[a-z]-[\\w-]{4}|A[KS]IA[A-Z0-9]{12})',
    '(?<![A-Za-z0-9])eyJ[\\w-]{4,400}\\.[\\w-]{4,}\\.[\\w-]',
    '-----BEGIN [A-Z ]{0,40}PRIVATE KEY',
  ].join('|'),
);
/** The value of an Authorization header; `Basic service` and `Bearer 5` are others. */
const AUTHORIZATION =
  /^[Bb]asic\s+(?=\S*(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/]{6,}=*$|^[Bb]earer\s+(?=\S*\d)[\w.~+/-]{7,}=*$/;

/** Nothing shorter has a look: most values of sites are. */
const SHORTEST = 8;

/** A name that nobody has thought up: a token may be made of small letters and digits too. */
const RANDOM = /(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{24}/;

/** The parts of a reference to an object, or to a key in it. */
const REFERENCE_PARTS = new Set([
  'apiGroup',
  'apiVersion',
  'field',
  'group',
  'key',
  'kind',
  'name',
  'namespace',
  'optional',
  'property',
  'version',
]);

/** The paths of what looks like a credential, in values of any shape. The sites of a fleet have the same few keys. */
export class CredentialSearch {
  private readonly namings = new Map<string, Naming>();

  pathsIn(value: YamlValue): Path[] {
    const found = new FoundPaths();
    this.search(value, found);
    return found.paths;
  }

  private search(value: YamlValue, found: FoundPaths): void {
    if (typeof value === 'string') {
      if (holdsCredential(value)) found.add();
    } else if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) found.at(i, () => this.search(item, found));
    } else if (isMap(value)) {
      for (const key of Object.keys(value)) found.at(key, () => this.searchField(key, value[key] ?? null, found));
    }
  }

  private searchField(key: string, value: YamlValue, found: FoundPaths): void {
    const naming = this.namingOf(key);
    if (naming === 'nothing') this.search(value, found);
    else if (naming !== 'credential') searchReference(value, naming, found);
    else if (!isSwitch(value)) found.add();
  }

  private namingOf(key: string): Naming {
    const naming = this.namings.get(key) ?? namingOf(key);
    this.namings.set(key, naming);
    return naming;
  }
}

/** What was found, and where one is looking. */
class FoundPaths {
  readonly paths: Path[] = [];
  private readonly here: (string | number)[] = [];

  at(step: string | number, look: () => void): void {
    this.here.push(step);
    look();
    this.here.pop();
  }

  add(): void {
    this.paths.push([...this.here]);
  }
}

/** A reference is a name, where the field says what it is a name of, or a mapping with one. */
function searchReference(value: YamlValue, naming: Naming, found: FoundPaths): void {
  if (isSwitch(value) || value === null || value === '') return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) found.at(i, () => searchReference(item, naming, found));
  } else if (isMap(value) && Object.hasOwn(value, 'name')) {
    for (const key of Object.keys(value)) if (!isReferencePart(key, value)) found.at(key, () => found.add());
  } else if (naming === 'doubtful' || !isObjectName(value)) found.add();
}

function isReferencePart(key: string, reference: YamlMap): boolean {
  const value = reference[key] ?? null;
  if (!REFERENCE_PARTS.has(key)) return false;
  if (key === 'name' || key === 'namespace') return isObjectName(value);
  return isSwitch(value) || (typeof value === 'string' && /^[\w./-]{0,253}$/.test(value) && !isRandom(value));
}

function isObjectName(value: YamlValue): boolean {
  return (
    typeof value === 'string' && value.length <= DNS_SUBDOMAIN_LENGTH && DNS_SUBDOMAIN.test(value) && !isRandom(value)
  );
}

function isRandom(text: string): boolean {
  return RANDOM.test(text) || holdsCredential(text);
}

/** No credential is true or false. */
function isSwitch(value: YamlValue): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false';
}

function holdsCredential(text: string): boolean {
  if (text.length < SHORTEST) return false;
  return (text.includes('://') && USER_INFO.test(text)) || LOOKS.test(text) || AUTHORIZATION.test(text);
}
