import type { Path } from '../yaml/path';
import { isMap, type YamlValue } from '../yaml/value';

/**
 * Site facts are no place for credentials: the management cluster does not reach into workload clusters, and packages
 * are in Git for everybody to read (the source systems committed tokens with their sites).
 */

/** Words of field names that hold credentials. */
const WORDS = new Set([
  'credential',
  'credentials',
  'kubeconfig',
  'passphrase',
  'passwd',
  'password',
  'secret',
  'secrets',
  'token',
  'tokens',
]);
/** Two words that are a credential only together. */
const PAIRS = new Set(['access key', 'api key', 'client key', 'private key', 'ssh key', 'user info']);
/** The same, written without anything between them. */
const COMPOUNDS = new Set([...PAIRS].map(pair => pair.replace(' ', '')));
/** A field that only names an object, such as `secretRef` or `tokenSecretName`, holds no credential. */
const REFERENCES = new Set(['name', 'names', 'namespace', 'ref', 'refs']);

/** A user with a password, or a token alone, in a URL; `git@` of SSH is neither. */
const USER_INFO = /^(?!ssh:)[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@|^[a-z][a-z0-9+.-]*:\/\/[^/?#@:\s]*:[^/?#@\s]+@/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The paths of what looks like a credential, in values of any shape. The sites of a fleet have the same few keys. */
export class CredentialSearch {
  private readonly namesCredential = new Map<string, boolean>();

  pathsIn(value: YamlValue): Path[] {
    const found: Path[] = [];
    this.search(value, [], found);
    return found;
  }

  private search(value: YamlValue, path: (string | number)[], found: Path[]): void {
    if (typeof value === 'string') {
      if (holdsCredential(value)) found.push([...path]);
    } else if (Array.isArray(value)) {
      value.forEach((item, i) => {
        this.searchAt(i, item, path, found);
      });
    } else if (isMap(value)) {
      for (const key of Object.keys(value)) {
        if (this.isCredentialName(key)) found.push([...path, key]);
        else this.searchAt(key, value[key] as YamlValue, path, found);
      }
    }
  }

  private searchAt(step: string | number, value: YamlValue, path: (string | number)[], found: Path[]): void {
    path.push(step);
    this.search(value, path, found);
    path.pop();
  }

  private isCredentialName(key: string): boolean {
    let is = this.namesCredential.get(key);
    if (is === undefined) {
      is = namesCredential(key);
      this.namesCredential.set(key, is);
    }
    return is;
  }
}

function holdsCredential(text: string): boolean {
  return (text.includes('://') && USER_INFO.test(text)) || PRIVATE_KEY.test(text);
}

function namesCredential(key: string): boolean {
  const words = key
    .slice(key.lastIndexOf('/') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
  if (REFERENCES.has(words.at(-1) ?? '')) return false;
  return words.some((word, i) => WORDS.has(word) || COMPOUNDS.has(word) || PAIRS.has(`${word} ${words[i + 1] ?? ''}`));
}
