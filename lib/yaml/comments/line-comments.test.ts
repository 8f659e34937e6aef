import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../document';
import { formatPath } from '../path';

/** The comments with `# c` below a node, each as where it stands, what it stands behind, and its text. */
function commentsIn(text: string, item?: number): string[] {
  const document = new YamlDocument(Buffer.from(text));
  const node = item === undefined ? document.root : (document.items(document.root, [])[item] ?? document.root);
  return document
    .commentsWith('c', node)
    .map(({ place, path, text: comment }) => `${place} ${formatPath(path)} ${comment}`);
}

describe('a comment belongs to', () => {
  /** Where yaml.v3 gives a comment to a node (as its LineComment), so does this library. */
  test.each<[string, string, string[]]>([
    ['the scalar before it', 'a: v # c\nb: w\n', ['value a # c']],
    ['the quoted scalar before it', "a: 'v # c' # c\n", ['value a # c']],
    ['a scalar that ends on its line', 'a: "v\n  w" # c\nb: x\n  y # c\n', ['value a # c', 'value b # c']],
    ['a block scalar, behind its header', 'a: | # c\n  # c\nb: >2-   # c\n    c\n', ['value a # c', 'value b # c']],
    ['an alias', 'x: &x v\na: *x # c\n', ['value a # c']],
    ['a value behind a tag or an anchor', 'a: !!str v # c\nb: &c v # c\n', ['value a # c', 'value b # c']],
    ['an item', '- x # c\n- - y # c\n', ['value [0] # c', 'value [1][0] # c']],
    ['the list or mapping that closes', 'a: [x, [y], {z: w}] # c\nb: {x: [y]} # c\n', ['value a # c', 'value b # c']],
    ['the one that closes inside', 'a: [[x, y], # c\n  {p: q} # c\n  ]\n', ['value a[0] # c', 'value a[1] # c']],
    [
      'an item before a comma',
      'a: [x, # c\n  y # c\n  , z # c\n  ]\n',
      ['value a[0] # c', 'value a[1] # c', 'value a[2] # c'],
    ],
    ['an entry before a comma', 'a: {x: y, # c\n  z: [w] # c\n}\n', ['value a.x # c', 'value a.z # c']],
    ['an empty list', 'a: [] # c\nb: {} # c\n', ['value a # c', 'value b # c']],
    [
      'the key of a list below',
      'a: # c\n- x\nb:   # c\n\n  # d\n  - x # c\n',
      ['key a # c', 'key b # c', 'value b[0] # c'],
    ],
    ['the key of a mapping below', 'a: # c\n  b: v\n', ['key a # c']],
    ['the key of a scalar below', 'a: # c\n  v\nb: # c\n  [x] # c\n', ['key a # c', 'key b # c', 'value b # c']],
    ['the key of nothing', 'a: # c\nb:\n', ['key a # c']],
    ['an explicit key', '? a # c\n: v # c\n', ['key a # c', 'value a # c']],
    [
      'nothing: on a line of its own',
      '# c\na: v\n  # c\nb:\n# c\n- x\n  # c\n',
      ['alone  # c', 'alone a # c', 'alone b # c', 'alone b[0] # c'],
    ],
    ['nothing: behind a bracket that opens', 'a: [ # c\n  x]\nb: { # c\n}\n', ['alone a # c', 'alone b # c']],
    ['a tab before it', 'a: v\t# c\n', ['value a # c']],
    ['its line in CRLF', 'a: v # c\r\nb: # c\r\n- x\r\n', ['value a # c', 'key b # c']],
    ['a longer comment', 'a: v # b # c # c\n', ['value a # b # c # c']],
    ['the end of the text', 'a: v # c', ['value a # c']],
    ['text beyond ASCII', 'é: ü # c é\n', ['value ["é"] # c é']],
  ])('%s', (_name, text, expected) => {
    expect(commentsIn(text)).toEqual(expected);
  });
});

describe('no comment is', () => {
  test.each([
    ['a plain scalar', 'a: x#c\nb: c\n'],
    ['a quoted scalar', 'a: "x # c"\n'],
    ['several lines of one', 'a: "x\n  # c\n  c"\nb: x\n  c\n'],
    ['a block scalar', 'a: |\n  x\n  # c\n\nb: >-\n  # c\n'],
    ['a key', 'c: x\n"# c": x\n? c\n: {c: x}\n'],
    ['a tag or an anchor', 'a: !c x\nb: &c\n  - x\nd: !c {}\n'],
  ])('%s', (_name, text) => {
    expect(commentsIn(text)).toEqual([]);
  });
});

test('of an item, up to the next one; paths start at it', () => {
  const text = '# c 1\n- # c 2\n  a: v # c 3\n  # c 4\n\n# c 5\n- b: # c 6\n  - x # c 7\n# c 8\n';
  expect(commentsIn(text, 0)).toEqual(['key  # c 2', 'value a # c 3', 'alone a # c 4', 'alone a # c 5']);
  expect(commentsIn(text, 1)).toEqual(['key b # c 6', 'value b[0] # c 7', 'alone b[0] # c 8']);
});

test('a text that only looks like comments takes no longer than any other', () => {
  const many = 'c # c '.repeat(50_000);
  const texts = [
    `a: "${many}" # c\n`,
    `a: |\n  ${many}\nb: x\n`,
    `a: v # c ${many}\n`,
    `a: !${'c'.repeat(300_000)} v # c\n`,
    `a: v${' '.repeat(300_000)}\n${'# c\n'.repeat(50_000)}`,
    `a: {${Array.from({ length: 20_000 }, (_, i) => `k${i}: v, # c\n`).join('')}}\n`,
    Array.from({ length: 20_000 }, (_, i) => `k${i}: v # c\n`).join(''),
  ];
  const start = process.cpuUsage();
  expect(texts.map(text => commentsIn(text).length)).toEqual([1, 0, 1, 1, 50_000, 20_000, 20_000]);
  // Seconds of processor time; a square of any of these lengths takes minutes.
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
});
