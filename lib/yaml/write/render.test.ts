import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fc } from '../../../test/support/fast-check';
import { YamlDocument } from '../document';
import { blockText, flowText } from './render';

/** What yaml.v3 writes for these values; checked against it with a Go program when this table was made. */
describe('new values are written as kyaml writes them', () => {
  test.each<[unknown, string]>([
    ['plain', 'v: plain'],
    ['two words', 'v: two words'],
    ['', 'v: ""'],
    ['true', 'v: "true"'],
    ['yes', 'v: "yes"'],
    ['5', 'v: "5"'],
    ['0777', 'v: "0777"'],
    ['1e3', 'v: "1e3"'],
    ['2024-01-02', 'v: "2024-01-02"'],
    ['12:30', 'v: "12:30"'],
    ['null', 'v: "null"'],
    ['a: b', "v: 'a: b'"],
    ['a:b', 'v: a:b'],
    ['- a', "v: '- a'"],
    ['-a', 'v: -a'],
    ['# a', "v: '# a'"],
    ['a # b', "v: 'a # b'"],
    ['a#b', 'v: a#b'],
    [' a', "v: ' a'"],
    ['a ', "v: 'a '"],
    ['{a}', "v: '{a}'"],
    ['a, b', 'v: a, b'],
    ["it's", "v: it's"],
    ["'a'", "v: '''a'''"],
    ['"a"', 'v: \'"a"\''],
    ['@a', "v: '@a'"],
    ['%a', "v: '%a'"],
    ['99.9%', 'v: 99.9%'],
    ['a\tb', 'v: "a\\tb"'],
    ['é', 'v: é'],
    ['😀', 'v: "\\U0001F600"'],
    ['a\nb', 'v: |-\n  a\n  b'],
    ['a\nb\n', 'v: |\n  a\n  b'],
    ['a\n\n', 'v: |+\n  a\n'],
    ['  a\nb', 'v: |2-\n    a\n  b'],
    ['a \nb', 'v: "a \\nb"'],
    [5, 'v: 5'],
    [-1.5, 'v: -1.5'],
    [9007199254740993n, 'v: 9007199254740993'],
    [true, 'v: true'],
    [null, 'v: null'],
    [[], 'v: []'],
    [{}, 'v: {}'],
    [['a', ['b', 'c'], { d: 'e', f: 'g' }], 'v:\n- a\n- - b\n  - c\n- d: e\n  f: g'],
    [{ a: { b: ['c'] } }, 'v:\n  a:\n    b:\n    - c'],
  ])('%j', (value, text) => {
    expect(blockText({ v: value as string })).toBe(text);
  });

  test('keys too', () => {
    expect(blockText({ yes: 1, '5': 2, 'a: b': 3, '': 4, 'x/y.z': 5 })).toBe(
      '"5": 2\n"yes": 1\n\'a: b\': 3\n"": 4\nx/y.z: 5',
    );
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('yes', '0777', ' a', 'a\n', '\n', 'a: b', '\u2028'),
);
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 3 }),
  ),
}));
/** UTF-8 has no lone surrogates. */
const wellFormed = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd'));

describe('what is written is read back', () => {
  test('in block style, by the oracle and by this engine', () => {
    fc.assert(
      fc.property(value, written => {
        const rendered = `${blockText({ v: written as string })}\n`;
        const document = new YamlDocument(Buffer.from(rendered));
        const expected = wellFormed({ v: written });
        expect({ rendered, value: document.get(document.root, []) }).toEqual({ rendered, value: expected });
        expect({ rendered, value: parse(rendered) }).toEqual({ rendered, value: expected });
      }),
      { numRuns: 2000 },
    );
  });

  test('in flow style', () => {
    fc.assert(
      fc.property(value, written => {
        const rendered = `v: ${flowText(written as string, 'flow')}\n`;
        const document = new YamlDocument(Buffer.from(rendered));
        expect({ rendered, value: document.get(document.root, ['v']) }).toEqual({
          rendered,
          value: wellFormed(written),
        });
      }),
      { numRuns: 2000 },
    );
  });
});
