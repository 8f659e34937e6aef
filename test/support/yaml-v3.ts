import { parseDocument, type ScalarTag } from 'yaml';
import type { YamlValue } from '../../lib/yaml/value';

/** `yaml`, set up to give plain scalars the meaning they have in yaml.v3: the oracle that needs no Go. */

const WORDS: Record<string, YamlValue> = { '': null, '~': null };
for (const [word, value] of [
  ['null', null],
  ['true', true],
  ['false', false],
] as const) {
  for (const spelling of [word, word.toUpperCase(), `${word[0]?.toUpperCase()}${word.slice(1)}`])
    WORDS[spelling] = value;
}
for (const [sign, infinity] of [
  ['', Number.POSITIVE_INFINITY],
  ['+', Number.POSITIVE_INFINITY],
  ['-', Number.NEGATIVE_INFINITY],
] as const) {
  for (const spelling of ['.inf', '.Inf', '.INF']) WORDS[sign + spelling] = infinity;
}
for (const spelling of ['.nan', '.NaN', '.NAN']) WORDS[spelling] = Number.NaN;

/** Underscores stand anywhere behind the first digit; `0b`, `0o`, `0x` and a leading `0` say the base. */
function integer(text: string): bigint | undefined {
  const match = /^([-+]?)(\d\w*)$/.exec(text.replaceAll('_', ''));
  const [, sign, digits] = match ?? [];
  if (digits === undefined || !/^[-+]?\d/.test(text.replace(/^([-+])_+/, '$1'))) return undefined;
  const base = /^0[0-7]+$/.test(digits) ? `0o${digits}` : digits.toLowerCase();
  if (/^0[89]|^0\d+[89]/.test(base)) return undefined;
  try {
    const magnitude = BigInt(base);
    const value = sign === '-' ? -magnitude : magnitude;
    return BigInt.asIntN(64, value) === value || (sign === '' && BigInt.asUintN(64, value) === value)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function float(text: string): number | undefined {
  const digits = text.startsWith('.') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text.replaceAll('_', '');
  const value = /^[-+.\d][-+.\deE]*$/.test(digits) && /\d/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** What a plain scalar is in yaml.v3; undefined for a string. */
function meaning(text: string): YamlValue | undefined {
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  if (!/^[-+.\d]/.test(text)) return undefined;
  const whole = integer(text);
  if (whole === undefined) return float(text);
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}

const plain = (name: string): ScalarTag => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: name === 'null',
  test: { test: (text: string) => meaning(text) !== undefined } as RegExp,
  resolve: text => meaning(text) ?? null,
});
const tagged: ScalarTag[] = ['null', 'bool', 'int'].map(plain);
const taggedFloat: ScalarTag = { tag: 'tag:yaml.org,2002:float', resolve: text => Number(meaning(text)) };

/** A text as `yaml` reads it with the words and numbers of yaml.v3. Throws where `yaml` finds an error in it. */
export function readAsYamlV3(text: string): YamlValue {
  const document = parseDocument(text, {
    customTags: [...tagged, taggedFloat],
    logLevel: 'error',
    merge: true,
    resolveKnownTags: false,
    schema: 'failsafe',
    stringKeys: true,
  });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: -1 });
}
