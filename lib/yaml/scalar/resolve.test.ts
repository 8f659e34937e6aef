import { describe, expect, test } from '@jest/globals';
import { isPlainString, resolvePlain, resolveTagged, type Scalar, yaml11Reading } from './resolve';

/** What yaml.v3 (kyaml) makes of a plain scalar; checked against it with a Go program when this table was made. */
const RESOLVED: [string, Scalar][] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['NULL', null],
  ['nULL', 'nULL'],
  ['true', true],
  ['TRUE', true],
  ['tRue', 'tRue'],
  ['yes', 'yes'],
  ['on', 'on'],
  ['Off', 'Off'],
  ['y', 'y'],
  ['0', 0],
  ['-0', 0],
  ['+5', 5],
  ['-12', -12],
  ['0777', 511],
  ['-0777', -511],
  ['08', 8],
  ['0o17', 15],
  ['-0o17', -15],
  ['0o+17', 15],
  ['0b-11', -3],
  ['0o+-1', '0o+-1'],
  ['0xFF', 255],
  ['0Xff', 255],
  ['0b11', 3],
  ['1_000', 1000],
  ['1__0', 10],
  ['_1', '_1'],
  ['1:30', '1:30'],
  ['12:30:45', '12:30:45'],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551615', 18446744073709551615n],
  ['18446744073709551616', 18446744073709552000],
  ['-9223372036854775808', -9223372036854775808n],
  ['-9223372036854775809', -9223372036854776000],
  ['1.5', 1.5],
  ['1.', 1],
  ['.5', 0.5],
  ['.', '.'],
  ['-.5', -0.5],
  ['1e3', 1000],
  ['1e', '1e'],
  ['1e400', '1e400'],
  ['.5_0', 0.5],
  ['.5_', '.5_'],
  ['.5e1_0', 5e9],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY],
  ['.NaN', Number.NaN],
  ['2024-01-02', '2024-01-02'],
  ['2024-01-02T03:04:05Z', '2024-01-02T03:04:05Z'],
  ['1.2.3', '1.2.3'],
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['1Gi', '1Gi'],
  ['100m', '100m'],
  ['-', '-'],
  ['+', '+'],
  ['é', 'é'],
];

describe('plain scalars', () => {
  test.each(RESOLVED)('%j is %p', (text, value) => {
    expect(resolvePlain(text)).toBe(value);
  });
});

describe('tagged scalars', () => {
  test.each<[string, string, Scalar]>([
    ['!!str', '5', '5'],
    ['!!int', '5', 5],
    ['!!float', '3', 3],
    ['!!binary', 'aGVsbG8=', 'aGVsbG8='],
    ['tag:yaml.org,2002:int', '0x10', 16],
    ['!local', '5', '5'],
  ])('%s %j is %p', (tag, text, value) => {
    expect(resolveTagged(tag, text)).toBe(value);
  });
});

describe('strings that must not be written plain', () => {
  test.each(['', 'true', 'null', '~', '5', '0777', '1e3', 'yes', 'NO', 'on', 'y', '12:30', '2024-01-02', '<<', '.inf'])(
    '%j',
    text => {
      expect(isPlainString(text)).toBe(false);
    },
  );

  test.each(['a', 'prod', 'v1.2.3', 'yesterday', '1Gi', 'a:b', '10.0.0.0/8'])('%j may', text => {
    expect(isPlainString(text)).toBe(true);
  });
});

/** Booleans checked against sigs.k8s.io/yaml with a Go program; it leaves base 60 alone, where PyYAML has numbers. */
describe('texts that YAML 1.1 readers take otherwise', () => {
  test.each<[boolean | 'base 60' | undefined, string]>([
    [true, 'y Y yes Yes YES on On ON'],
    [false, 'n N no No NO off Off OFF'],
    ['base 60', '12:30:00 190:20:30 1:30 -1:30 010:10 1_0:30.5'],
    [undefined, 'yES oN nO Onn yes! true ~ 0644 1e3 1_000 2024-01-02 = a:b 12:60 00:1A 1:2: :30'],
  ])('%s', (reading, texts) => {
    for (const text of texts.split(' ')) expect([text, yaml11Reading(text)]).toEqual([text, reading]);
  });
});
