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
/** A field that only names an object, such as `secretRef` or `tokenSecretName`, holds no credential. */
const REFERENCES = new Set(['name', 'names', 'namespace', 'ref', 'refs']);

/** A user with a password, or a token alone, in a URL; `git@` of SSH is neither. */
const USER_INFO = /^(?!ssh:)[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@|^[a-z][a-z0-9+.-]*:\/\/[^/?#@:\s]*:[^/?#@\s]+@/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** The paths of what looks like a credential, in a value of any shape. */
export function credentialPaths(value: YamlValue, path: Path = []): Path[] {
  if (typeof value === 'string') return USER_INFO.test(value) || PRIVATE_KEY.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, i) => credentialPaths(item, [...path, i]));
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) =>
    namesCredential(key) ? [[...path, key]] : credentialPaths(entry, [...path, key]),
  );
}

function namesCredential(key: string): boolean {
  const words = key
    .slice(key.lastIndexOf('/') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '');
  if (REFERENCES.has(words.at(-1) ?? '')) return false;
  const compound = new Set([...PAIRS].map(pair => pair.replace(' ', '')));
  return words.some((word, i) => WORDS.has(word) || compound.has(word) || PAIRS.has(`${word} ${words[i + 1] ?? ''}`));
}
