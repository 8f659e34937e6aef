import { describe, expect, test } from '@jest/globals';
import { compileRegex } from './regex';

function matches(pattern: string, text: string): boolean | string {
  const regex = compileRegex(pattern);
  return 'problem' in regex ? regex.problem : regex.test(text);
}

describe('what RE2 matches', () => {
  test.each<[pattern: string, fits: string[], fitsNot: string[]]>([
    ['b', ['abc'], ['', 'ac']],
    ['^a.c$', ['abc', 'a😀c'], ['xabc', 'abcd', 'a\nc', 'abc\n']],
    ['(?s)^a.c$', ['a\nc'], ['ac']],
    ['(?m)^b$', ['a\nb\nc', 'b'], ['ab']],
    ['(?i)^kelvin$', ['KELVIN', '\u212Aelvin'], ['kelvi']],
    ['(?i:a)b', ['Ab'], ['AB']],
    ['\\Aa\\z', ['a'], ['ba', 'a\n']],
    ['^\\pL+$', ['Größe'], ['a1']],
    ['^\\p{Greek}$', ['α'], ['a']],
    ['^\\P{Lu}$', ['a'], ['A']],
    ['^[[:alpha:]_-]+$', ['a-b_c'], ['a1']],
    ['^[^[:digit:]]$', ['a'], ['1']],
    ['^[\\W\\d]+$', ['1-2'], ['a']],
    ['\\Qa.b\\E+', ['a.bb'], ['axb']],
    ['^(?P<area>a|b)(?<rest>c)$', ['ac', 'bc'], ['c']],
    ['^(?P<a>x)(?P<a>y)$', ['xy'], ['x']],
    ['\\bfoo\\b', ['a foo b', 'foo'], ['foot']],
    ['\\Bo', ['foo'], ['o']],
    ['^\\x41\\x{3b1}\\101$', ['AαA'], ['AaA']],
    ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
    ['^a{,3}$', ['a{,3}'], ['aaa']],
    ['^[]a-]+$', [']a-'], ['b']],
    ['^\\d+$', ['12'], ['١٢']],
    ['a*?b|^$', ['b', ''], ['a']],
    ['', ['', 'a'], []],
  ])('%s', (pattern, fits, fitsNot) => {
    expect(fits.filter(text => matches(pattern, text) !== true)).toEqual([]);
    expect(fitsNot.filter(text => matches(pattern, text) !== false)).toEqual([]);
  });
});

describe('what RE2 refuses', () => {
  test.each([
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(?<!a)b', 'invalid named capture: `(?<!a)b`'],
    ['(?P<a-b>c)', 'invalid named capture: `(?P<a-b>`'],
    ['(?i-s-m)', 'invalid or unsupported Perl syntax: `(?i-s-`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['a{2}?{3}?b', 'invalid nested repetition operator: `{2}?{3}?`'],
    ['*a', 'missing argument to repetition operator: `*`'],
    ['a|+?', 'missing argument to repetition operator: `+?`'],
    ['(?i)**', 'missing argument to repetition operator: `*`'],
    ['a{1001}', 'invalid repeat count: `{1001}`'],
    ['(a{100}){11}', 'invalid repeat count: `{11}`'],
    ['[b-a]', 'invalid character class range: `b-a`'],
    ['[a', 'missing closing ]: `[a`'],
    ['x(a', 'missing closing ): `x(a`'],
    ['a)b', 'unexpected ): `a)b`'],
    ['\\Z', 'invalid escape sequence: `\\Z`'],
    ['\\', 'trailing backslash at end of expression: ``'],
    ['\\xZZ', 'invalid escape sequence: `\\xZZ`'],
    ['\\x{1100000}', 'invalid escape sequence: `\\x{110000`'],
    ['\\p{Gre', 'invalid character class range: `\\p{Gre`'],
    ['\\p{Klingon}', 'invalid character class range: `\\p{Klingon}`'],
    ['[[:klingon:]]', 'invalid character class range: `[:klingon:]`'],
  ])('%s', (pattern, problem) => {
    expect(matches(pattern, 'a')).toBe(problem);
  });

  test('too many groups in each other, and too large a whole', () => {
    expect(matches('('.repeat(2000) + ')'.repeat(2000), '')).toMatch(/^expression nests too deeply: `\(/);
    expect(matches('a{1000}'.repeat(200), '')).toMatch(/^expression too large: `a/);
  });
});

describe('a pattern that makes others try for ever', () => {
  test.each([
    ['^(a+)+$'],
    ['^(a|a)*$'],
    ['^(a|aa)+$'],
    ['^(.*)*x$'],
    ['(x+x+)+y'],
    ['^(a?){500}a{500}$'],
    ['a*a*a*a*a*a*b'],
  ])('%s', pattern => {
    expect(matches(pattern, `${'a'.repeat(20_000)}!`)).toBe(false);
  });

  test('what is remembered stays bounded, and right', () => {
    const regex = compileRegex('(a|b)(a|b){40}c');
    const noise = Array.from({ length: 20_000 }, (_, i) => ((i * i * 7919) % 13 < 6 ? 'a' : 'b')).join('');
    expect('test' in regex && regex.test(noise)).toBe(false);
    expect('test' in regex && regex.test(`${noise}c`)).toBe(true);
  });
});
