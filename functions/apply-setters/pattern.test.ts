import { describe, expect, test } from '@jest/globals';
import { parsePattern, resolvePattern, soleName, valuesIn } from './pattern';

const values = (text: string, pattern: string) => {
  const found = valuesIn(text, parsePattern(pattern));
  return found && Object.fromEntries(found);
};

const resolve = (pattern: string, given: Record<string, string>, present = '') =>
  resolvePattern(parsePattern(pattern), new Map(Object.entries(given)), present);

describe('a pattern', () => {
  test.each([
    ['${a}', ['', ''], ['a']],
    ['x-${a}:${b-c.d}', ['x-', ':', ''], ['a', 'b-c.d']],
    ['no setter', ['no setter'], []],
    ['${a', ['${a'], []],
    ['${}', ['', ''], ['']],
    ['$${a}}', ['$', '}'], ['a']],
    ['${${a}}', ['${', '}'], ['a']],
    ['${a}${a}', ['', '', ''], ['a', 'a']],
    ['${ a }', ['', ''], [' a ']],
  ])('%s', (source, texts, names) => {
    expect(parsePattern(source)).toEqual({ source, texts, names });
  });

  test('of one setter and nothing else', () => {
    expect(['${a}', '${a}${b}', '${a} ', 'a', '${a}${a}'].map(source => soleName(parsePattern(source)))).toEqual([
      'a',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the values that stand in a text', () => {
  test.each<[string, string, Record<string, string> | undefined]>([
    ['foo-dev-bar-us-east-1-baz', 'foo-${environment}-bar-${region}-baz', { environment: 'dev', region: 'us-east-1' }],
    [
      'gcr.io/app/backend:1.0',
      '${registry}/${app}/${image}:${tag}',
      {
        registry: 'gcr.io',
        app: 'app',
        image: 'backend',
        tag: '1.0',
      },
    ],
    // The first one takes what it can.
    ['a/b/c:d:e', '${x}/${y}:${z}', { x: 'a/b', y: 'c:d', z: 'e' }],
    // A pattern may stand anywhere in a text.
    ['registry/nginx:1.7', 'nginx:${tag}', { tag: '1.7' }],
    ['nginx:1.7-alpine!', ':${tag}-alpine', { tag: '1.7' }],
    ['other\nnginx:1.7\nnginx:1.8', 'nginx:${tag}', { tag: '1.7' }],
    ['a-b', '${x}-${x}', { x: 'b' }],
    ['.*+', '.${x}+', { x: '*' }],
    // Nobody can say where one ends and the next begins.
    ['nginx:1.7', '${image}${tag}', undefined],
    [':1.7', '${image}:${tag}', undefined],
    ['nginx', '${image}:${tag}', undefined],
    ['b-a', 'a${x}b', undefined],
    ['ab', 'ab${x}ab', undefined],
    ['nginx\n:1.7', '${image}:${tag}', undefined],
  ])('%j as %s', (text, pattern, expected) => {
    expect(values(text, pattern)).toEqual(expected);
  });

  test('are found in no more time than the text is long', () => {
    const start = process.cpuUsage();
    const text = 'a'.repeat(200_000);
    expect(values(text, `${text.slice(0, 100_000)}b\${x}`)).toBeUndefined();
    expect(values(text, `\${x}${text.slice(0, 100_000)}b\${y}`)).toBeUndefined();
    expect(values(text, `\${x}b${text.slice(0, 100_000)}\${y}`)).toBeUndefined();
    expect(values(text, '${x}a'.repeat(20_000))).toBeUndefined();
    expect(parsePattern('${'.repeat(100_000) + '}'.repeat(100_000)).names).toEqual(['']);
    expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
  });
});

describe('a text', () => {
  test.each<[string, Record<string, string>, string, ReturnType<typeof resolve>]>([
    ['${a}', { a: 'x' }, 'y', { text: 'x' }],
    ['${a}:${b}', { a: 'x' }, 'p:q', { text: 'x:q' }],
    ['${a}:${b}', { b: '' }, 'p:q', { text: 'p:' }],
    ['a.${s}.${d}.${t}', { d: 'demo', t: 'io' }, 'a.dev.example.com', { text: 'a.dev.demo.io' }],
    ['${a}-${a}', { a: 'x' }, '', { text: 'x-x' }],
    ['${a}:${b}', { a: 'x' }, 'other', { missing: ['b'] }],
    ['${a}${b}${b}', { a: 'x' }, 'other', { missing: ['b'] }],
    // Set again, what was set stays.
    ['${b}:${a}', { a: 'x:y' }, 'q:z', { text: 'q:x:y' }],
    ['${b}:${a}', { a: 'x:y' }, 'q:x:y', { text: 'q:x:y' }],
    ['${a}-${b}-${c}', { b: 'x-y' }, 'p-o-q', { text: 'p-x-y-q' }],
    ['${a}-${b}-${c}', { b: 'x-y' }, 'p-x-y-q', { text: 'p-x-y-q' }],
    ['${a}:${b}', { b: 'x' }, ':x', { missing: ['a'] }],
    // Values are no patterns: the order in which setters are given changes nothing.
    ['${a}${b}', { a: '${b}', b: 'x' }, '', { unresolved: ['b'] }],
    ['${a}', { a: '${HOME}' }, '', { unresolved: ['HOME'] }],
    ['${a}', { a: '$(HOME) {x} $y' }, '', { text: '$(HOME) {x} $y' }],
    ['${a}', { a: '$&$1$$' }, '', { text: '$&$1$$' }],
    ['${${a}}', { a: 'x' }, '', { unresolved: ['x'] }],
  ])('%s with %j, where %j stands', (pattern, given, present, expected) => {
    expect(resolve(pattern, given, present)).toEqual(expected);
  });
});
