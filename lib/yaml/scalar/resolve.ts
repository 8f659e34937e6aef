/**
 * Plain scalars as kyaml (yaml.v3) resolves them. Differs from YAML 1.2 (`0777` is octal, `1_000` and `0b11` are
 * integers) and from YAML 1.1 (`yes` and `on` are strings, there are no base-60 numbers); dates stay text, as they
 * do on their way to the API server. Source: resolve.go of yaml.v3.
 */

export type Scalar = string | number | bigint | boolean | null;

const WORDS = new Map<string, Scalar>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
  ['.inf', Number.POSITIVE_INFINITY],
  ['.Inf', Number.POSITIVE_INFINITY],
  ['.INF', Number.POSITIVE_INFINITY],
  ['+.inf', Number.POSITIVE_INFINITY],
  ['+.Inf', Number.POSITIVE_INFINITY],
  ['+.INF', Number.POSITIVE_INFINITY],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY],
]);

/** 1 for the first characters a value other than a string can have. */
const HINTS = new Uint8Array(128);
for (const c of '+-0123456789.~nNtTfF') HINTS[c.charCodeAt(0)] = 1;

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const DATE =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ][0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]+)?(?:Z|[-+][0-9:]+)?)?$/;

const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

/** The value of a plain scalar's text. Integers beyond 2^53 are bigints; what fits no 64 bits is a float. */
export function resolvePlain(text: string): Scalar {
  const first = text.charCodeAt(0);
  if (!Number.isNaN(first) && (first > 127 || HINTS[first] === 0)) return text;
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  return resolveNumber(text) ?? text;
}

function resolveNumber(text: string): number | bigint | undefined {
  const first = text.charCodeAt(0);
  if (first === 46) return DOT_FLOAT.test(text) ? finite(text.replaceAll('_', '')) : undefined;
  if (!(first === 43 || first === 45 || (first >= 48 && first <= 57))) return undefined;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  if (INTEGER.test(plain)) {
    const integer = parseInteger(plain);
    if (integer !== undefined) return integer;
  }
  // Behind these prefixes yaml.v3 takes one more sign.
  if (/^0[bo][-+]/.test(plain)) return resolveNumber(plain.replace(/^(..)(.)/, '$2$1'));
  return FLOAT.test(plain) ? finite(plain) : undefined;
}

function finite(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function parseInteger(text: string): number | bigint | undefined {
  if (text.length < 16 && text.charCodeAt(0) >= 49) return Number(text);
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase();
  const magnitude = BigInt(octal);
  const value = negative ? -magnitude : magnitude;
  // A sign makes the Go parser use int64, without one uint64 is tried too.
  if (value < INT64_MIN || value > (/^[-+]/.test(text) ? -INT64_MIN - 1n : UINT64_MAX)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/**
 * What YAML 1.1 has for a boolean or a number, and is a string here. sigs.k8s.io/yaml, by which Config Sync and the API
 * server read, takes the words for booleans, but leaves numbers to the base 60 as they are; other readers do not.
 */
const YAML_1_1_WORDS = /^(?:(y|Y|yes|Yes|YES|on|On|ON)|n|N|no|No|NO|off|Off|OFF)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a text, written plain, would be read as a string by every YAML reader on its way. */
export function isPlainString(text: string): boolean {
  return (
    typeof resolvePlain(text) === 'string' && !DATE.test(text) && text !== '<<' && yaml11Reading(text) === undefined
  );
}

/** What a YAML 1.1 reader takes a plain text for that is a string here; undefined where it is a string there too. */
export function yaml11Reading(text: string): boolean | 'base 60' | undefined {
  if (text.length <= 3) {
    const word = YAML_1_1_WORDS.exec(text);
    if (word) return word[1] !== undefined;
  }
  return BASE_60.test(text) ? 'base 60' : undefined;
}

/** The value of a scalar that carries an explicit tag. An unknown tag leaves the text as it is. */
export function resolveTagged(tag: string, text: string): Scalar {
  switch (tag.replace('tag:yaml.org,2002:', '!!')) {
    case '!!int':
    case '!!bool':
    case '!!null':
      return resolvePlain(text);
    case '!!float': {
      const value = resolvePlain(text);
      return typeof value === 'bigint' ? Number(value) : value;
    }
    default:
      return text;
  }
}
