/**
 * What the name of a field says of its value:
 * - `credential`: it is one, or holds one;
 * - `object`: it names an object such as a Secret (`tokenSecretName`, `kubeconfigRef`);
 * - `doubtful`: it would refer to a credential that is itself a short word, and as a text could be just that
 *   (`passwordRef: hunter2`);
 * - `nothing`: it is something else.
 */
export type Naming = 'credential' | 'object' | 'doubtful' | 'nothing';

/** Two words that are a credential only together. */
const PAIRS = [
  'access key',
  'account key',
  'api key',
  'auth key',
  'client key',
  'encryption key',
  'kube config',
  'master key',
  'private key',
  'secret key',
  'shared key',
  'signing key',
  'ssh key',
  'user info',
];
const ONE_WORD = ['credential', 'passphrase', 'passwd', 'password', 'pwd', 'secret', 'token'];
/** A credential by its end, whatever it is glued to: `dbpassword`, `authtoken`, `sshprivatekey`. */
const ENDING = new RegExp(`(?:${[...ONE_WORD, ...PAIRS.map(pair => pair.replace(' ', ''))].join('|')})$`);
const ADJACENT = new Set(PAIRS);

/** Whose `pass` is a password: a satellite, a filter and a test have passes too. */
const LOGINS = new Set(['admin', 'auth', 'database', 'db', 'git', 'ldap', 'login', 'proxy', 'root', 'ssh', 'user']);
/** In front of PSK, phase-shift keying: 8PSK, Q-PSK; WPA2-PSK is a key. */
const KEYING = /^[bdmq]$|(?:^|[a-z])(?:4|8|16|32)$/;
/** Behind a token, what is no credential: token bucket, token ring. */
const OF_TOKENS = new Set(['bucket', 'ring']);

/** A field that only names something. */
const REFERENCES = new Set(['name', 'namespace', 'ref', 'reference']);
/** What may be named by a text, for it is an object, or nothing that an object's name could be. */
const NAMEABLE = /(?:config|credential|secret)$|(?:client|private|secret|ssh) ?key$/;

/** Last words of names that say something about a credential. */
const ABOUT = new Set([
  'audience',
  'count',
  'day',
  'enabled',
  'endpoint',
  'expiry',
  'format',
  'interval',
  'issuer',
  'kind',
  'length',
  'lifetime',
  'limit',
  'mode',
  'period',
  'policy',
  'provider',
  'rate',
  'required',
  'second',
  'size',
  'store',
  'timeout',
  'ttl',
  'type',
  'uri',
  'url',
]);

export function namingOf(key: string): Naming {
  const name = key.slice(key.lastIndexOf('/') + 1);
  // Radio bearers have ids, types and counts.
  if (name.toLowerCase() === 'bearer') return 'credential';
  const words = wordsOf(name);
  const credential = words.flatMap((_, i) => credentialAt(words, i) ?? []).at(-1);
  if (credential === undefined) return 'nothing';
  const last = words.at(-1) ?? '';
  if (last === 'namespace') return 'object';
  if (REFERENCES.has(last)) return NAMEABLE.test(credential) ? 'object' : 'doubtful';
  return ABOUT.has(last) ? 'nothing' : 'credential';
}

/** The words of a name, in the singular: `APITokens`, `api-token` and `api_token` are `api` and `token`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])(?=[A-Z])/g, '$1 ')
    .replace(/([A-Z])(?=[A-Z][a-z]{2})/g, '$1 ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word !== '')
    .map(word => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word));
}

/** The credential that a word is, or that begins with it. */
function credentialAt(words: readonly string[], i: number): string | undefined {
  const word = words[i] ?? '';
  const before = words[i - 1] ?? '';
  const after = words[i + 1] ?? '';
  if (ADJACENT.has(`${word} ${after}`)) return `${word} ${after}`;
  if (word === 'pass') return after === '' && (before === '' || LOGINS.has(before)) ? word : undefined;
  if (word === 'psk') return KEYING.test(before) ? undefined : word;
  if (word === 'token' && OF_TOKENS.has(after)) return undefined;
  return ENDING.exec(word)?.[0];
}
