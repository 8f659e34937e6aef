import { describe, expect, test } from '@jest/globals';
import { type DocumentOptions, stringify, type ToStringOptions } from 'yaml';
import { anyText, brokenText } from '../../test/support/any-yaml';
import { fc } from '../../test/support/fast-check';
import { SPELLINGS } from '../../test/support/spellings';
import { yaml } from '../../test/support/yaml';
import { readAsYamlV3 } from '../../test/support/yaml-v3';
import { YamlDocument } from './document';
import { YamlError } from './errors';
import { isMap, type YamlMap, type YamlValue } from './value';
import { blockText, flowText } from './write/render';

function read(text: string): YamlValue | undefined {
  const document = new YamlDocument(Buffer.from(text));
  const [problem] = document.problems;
  if (problem) throw new YamlError(problem);
  return document.get(document.root, []);
}

/** The value of a text, or nothing where it is refused. */
function attempt(reader: (text: string) => YamlValue | undefined, text: string): { value?: YamlValue | undefined } {
  try {
    return { value: reader(text) };
  } catch {
    return {};
  }
}

const EDGES = [2n ** 53n, 2n ** 63n, 2n ** 64n, -(2n ** 53n), -(2n ** 63n)].flatMap(edge => [
  edge - 1n,
  edge,
  edge + 1n,
]);
const integer = fc
  .oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), fc.constantFrom(...EDGES))
  .filter(value => value >= -(2n ** 63n) && value < 2n ** 64n)
  .map(value => (Number.isSafeInteger(Number(value)) ? Number(value) : value));
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...SPELLINGS),
  integer,
  fc.double({ noDefaultInfinity: true, noNaN: true }).filter(value => !Number.isInteger(value)),
  fc.boolean(),
  fc.constant(null),
);
const { anyValue } = fc.letrec<{ anyValue: YamlValue }>(tie => ({
  anyValue: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 1, arbitrary: fc.array(tie('anyValue'), { maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(
          fc.tuple(fc.oneof(fc.constant('__proto__'), fc.string(), fc.constantFrom(...SPELLINGS)), tie('anyValue')),
          {
            selector: ([key]) => key,
            maxLength: 4,
          },
        )
        .map(entries => Object.fromEntries(entries)),
    },
  ),
}));
const anyMap = fc.array(anyValue, { minLength: 1, maxLength: 4 }).map(items => ({ items, first: items[0] ?? null }));

describe('any value', () => {
  test.each<[string, (value: YamlValue) => string]>([
    ['block', value => blockText(value)],
    ['flow', value => flowText(value, 'block')],
  ])('that this library writes in %s style is read as it was', (_, write) => {
    fc.assert(
      fc.property(anyMap, value => {
        const text = `${write(value)}\n`;
        expect({ text, value: read(text) }).toEqual({ text, value });
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, ToStringOptions & DocumentOptions]>([
    ['lines', { version: '1.1' }],
    ['narrow lines', { version: '1.1', indent: 4, lineWidth: 20 }],
    ['quotes', { defaultStringType: 'QUOTE_SINGLE', indentSeq: false }],
    ['brackets', { collectionStyle: 'flow', defaultStringType: 'QUOTE_DOUBLE' }],
  ])('that `yaml` writes in %s is read as the oracle reads it', (_, options) => {
    fc.assert(
      fc.property(anyMap, value => {
        const text = stringify(value, options);
        expect({ text, value: read(text) }).toEqual({ text, value: readAsYamlV3(text) });
      }),
      { numRuns: 300 },
    );
  });
});

describe('any text', () => {
  test('is read, or refused, as the oracle does', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect({ text, ...attempt(read, text) }).toEqual({ text, ...attempt(readAsYamlV3, text) });
      }),
      { numRuns: 2000 },
    );
  });

  test('that is broken has a value, or one clear error', () => {
    fc.assert(
      fc.property(brokenText, text => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(YamlError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('gives values that share nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        const before = attempt(read, text);
        if (before.value === undefined) return;
        const document = new YamlDocument(Buffer.from(text));
        overwrite(document.get(document.root, []) ?? null);
        expect(document.get(document.root, [])).toEqual(before.value);
        expect(hasSharedParts(document.get(document.root, []) ?? null)).toBe(false);
      }),
    );
  });
});

/** Changes every collection of a value in place. */
function overwrite(value: YamlValue): void {
  if (Array.isArray(value)) {
    value.forEach(overwrite);
    value.push('changed');
  } else if (isMap(value)) {
    Object.values(value).forEach(overwrite);
    value['changed'] = 'changed';
  }
}

function hasSharedParts(value: YamlValue, seen = new Set<YamlValue>()): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (seen.has(value)) return true;
  seen.add(value);
  return Object.values(value).some(part => hasSharedParts(part, seen));
}

describe('integers', () => {
  const limit = (power: bigint) => [-1n, 0n, 1n].flatMap(step => [power + step, -power + step]);
  test.each([...limit(2n ** 53n), ...limit(2n ** 63n), ...limit(2n ** 64n), ...limit(2n ** 31n)])('%s', value => {
    const is64Bit = value >= -(2n ** 63n) && value < 2n ** 64n;
    const isSafe = Number.isSafeInteger(Number(value));
    expect(read(`v: ${value}\n`)).toEqual({ v: is64Bit && !isSafe ? value : Number(value) });
  });
});

describe('explicit keys', () => {
  test('in the outermost mapping keep their values', () => {
    expect(read('? a\n: b\nc: d\n? e\n# behind e\n: - f\n')).toEqual({ a: 'b', c: 'd', e: ['f'] });
  });

  test('without a colon have the value null', () => {
    expect(read('? a\n? b\nc: {d, e: 1}\n')).toEqual({ a: null, b: null, c: { d: null, e: 1 } });
  });

  test('count from the question mark: block scalars below them keep their indentation', () => {
    expect(read('? a\n: |2-\n    x\n')).toEqual({ a: '  x' });
  });
});

describe('keys', () => {
  test('over two lines are folded', () => {
    expect(read('a: {two\n  lines, b: 1}\n')).toEqual({ a: { 'two lines': null, b: 1 } });
  });

  test('in a block scalar are refused', () => {
    expect(() => read('? |\n  a\n: b\n')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'COMPLEX_KEY' }) }),
    );
  });

  test('that the slow path reads are no duplicates of themselves, many as they are', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `k${i}: *a\n`);
    expect(Object.keys(read(`a: &a b\n${lines.join('')}`) ?? {})).toHaveLength(101);
  });
});

describe('aliases', () => {
  test('do not mean an anchor of the same name that a key has hidden', () => {
    expect(() => read('a: &x 1\n&x b: 2\nc: *x\n')).toThrow('no anchor');
  });

  test('before their anchor mean nothing, however often the text is read', () => {
    expect(() => read('a: *x\nb: &x 1\nc: [d: e]\n')).toThrow(YamlError);
  });

  test('may be read often', () => {
    const keys = Array.from({ length: 100 }, (_, i) => `k${i}: 1`);
    const document = new YamlDocument(Buffer.from(`a: &a {${keys.join(', ')}}\nb: *a\n`));
    for (let i = 0; i < 3000; i++) expect(document.get(document.root, ['b', 'k99'])).toBe(1);
    for (let i = 0; i < 3000; i++) document.get(document.root, ['b']);
  });
});

describe('merge keys', () => {
  test.each(['5', 'a', '[5]', '*l', '[*l]', '~'])('refuse %s', source => {
    expect(() => read(`l: &l [{a: b}]\nm:\n  <<: ${source}\n`)).toThrow('brings no mapping');
  });

  test.each([
    ['*m', { a: 1, b: 2 }],
    ['{a: 5, c: 6}', { a: 5, b: 2, c: 6 }],
    ['[{a: 5}, *m]', { a: 5, b: 2 }],
    ['[]', { b: 2 }],
  ])('take %s', (source, merged) => {
    expect(read(`m: &m {a: 1, b: 1}\nn:\n  <<: ${source}\n  b: 2\n`)).toMatchObject({ n: merged });
  });
});

test('a merge key in the outermost mapping merges', () => {
  expect(read('a: &a {b: 1, c: 2}\n<<: *a\nc: 3\n')).toEqual({ a: { b: 1, c: 2 }, b: 1, c: 3 });
});

describe('block scalars', () => {
  test('of blank lines hold line breaks, not the spaces', () => {
    expect(read('a: |+\n   \nb: >+\n\n  \n')).toEqual({ a: '\n', b: '\n\n' });
  });

  test('at column 0 of the whole text are refused', () => {
    expect(() => read('--- |\ntext\n')).toThrow(YamlError);
  });
});

describe('a second document is refused', () => {
  test.each([
    ['behind a scalar', 'a\n--- b\n'],
    ['behind an anchor', '--- &a\nb: c\n---\nd: e\n'],
    ['on the line of the marker', 'a: b\n--- c\n'],
    ['behind the end of the first', 'a: b\n...\nc: d\n'],
  ])('%s', (_, text) => {
    expect(() => read(text)).toThrow('second document');
  });

  test('as is text behind the end', () => {
    expect(() => read('a: b\n... c\n')).toThrow('only a comment');
    expect(read('a: b\n... # c\n')).toEqual({ a: 'b' });
  });
});

describe('a text without a value', () => {
  test.each(['', '# c\n', '---\n', '--- # c\n', '...\n', '%YAML 1.1\n---\n'])('%j is empty', text => {
    expect(() => read(text)).toThrow('the text is empty');
  });

  test('in a tag or an anchor has the value null', () => {
    expect(read('a: &x\nb: ! \nc: *x\n')).toEqual({ a: null, b: null, c: null });
  });
});

describe('parts of a text that only the slow path reads', () => {
  test.each([
    ['a tag at the start of a line', 'key: &x\n!!map\n  a: b\n'],
    ['brackets that stand where a key should', '? a\n\n{b: &c d}\n'],
  ])('are no entries of their own: %s', (_, text) => {
    expect(() => read(text)).toThrow(YamlError);
  });

  test('hold lists of pairs, whatever their tag', () => {
    expect(read('a: !!omap\n- b: 1\n- c: 2\n')).toEqual({ a: [{ b: 1 }, { c: 2 }] });
  });

  test('hold question marks and colons that are no scalars', () => {
    expect(read('a: [?]\nb: [:]\nc: [-]\n')).toEqual({ a: [{ '': null }], b: [{ '': null }], c: ['-'] });
  });
});

describe('too much', () => {
  const chain = (length: number, link: (i: number) => string) =>
    Array.from({ length }, (_, i) => `k${i}: &k${i} ${link(i)}\n`).join('');
  const nested = (depth: number, inside: string) => `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`;

  test.each<[string, string, string]>([
    ['aliases of aliases', 'ALIAS_BOMB', chain(30, i => (i === 0 ? '[1]' : `[*k${i - 1}, *k${i - 1}]`))],
    ['merges of merges', 'ALIAS_BOMB', chain(30, i => (i === 0 ? '{a: 1}' : `{<<: [*k${i - 1}, *k${i - 1}]}`))],
    [
      'merges below merges',
      'ALIAS_BOMB',
      chain(30, i => (i === 0 ? '{a: 1}' : `{p: {<<: *k${i - 1}}, q: {<<: *k${i - 1}}}`)),
    ],
    ['an alias inside what it stands for', 'ALIAS_BOMB', 'a: &a [*a]\n'],
    ['a merge inside what it stands for', 'ALIAS_BOMB', 'a: &a {b: {<<: *a}}\n'],
    ['deep aliases inside deep aliases', 'TOO_DEEP', chain(50, i => nested(200, i === 0 ? '1' : `*k${i - 1}`))],
    ['long chains of merges', 'ALIAS_BOMB', chain(1200, i => (i === 0 ? '{}' : `{<<: *k${i - 1}}`))],
    ['brackets', 'TOO_DEEP', `a: ${nested(100_000, '1')}\n`],
    ['brackets behind an anchor', 'TOO_DEEP', `a: &a ${nested(100_000, '1')}\n`],
    ['dashes', 'TOO_DEEP', `${'- '.repeat(100_000)}a\n`],
    ['dashes behind an anchor', 'TOO_DEEP', `a: &a\n${'- '.repeat(100_000)}a\n`],
  ])('%s: %s', (_, code, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code }) }));
  });

  test('a long chain of merges: TOO_DEEP', () => {
    const document = new YamlDocument(Buffer.from(chain(1200, i => (i === 0 ? '{}' : `{<<: *k${i - 1}}`))));
    expect(() => document.get(document.root, ['k1199'])).toThrow('more than 1000 collections');
  });

  test('is more than 300 collections inside each other behind an anchor', () => {
    expect(JSON.stringify(read(`a: &a ${nested(290, '1')}\n`))).toContain('[1]');
  });
});

test('the key __proto__ is a key like others', () => {
  const text = yaml`
    __proto__: {a: 1}
    b: &b {__proto__: {c: 2}}
    d: *b
    e: {<<: *b}
  `;
  const value = read(text) as YamlMap;
  expect(Object.keys(value)).toEqual(['__proto__', 'b', 'd', 'e']);
  for (const key of ['b', 'd', 'e']) expect(Object.keys(value[key] ?? {})).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['a']).toBeUndefined();
});
