import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../document';
import type { Path } from '../path';
import type { YamlValue } from '../value';

function open(text: string) {
  const document = new YamlDocument(Buffer.from(text));
  const nodeAt = (path: Path) => document.ownNode(document.root, path) as number;
  return {
    document,
    nodeAt,
    rewrite: (path: Path, value: string) => document.rewrite(nodeAt(path), value),
    get: (path: Path) => document.get(document.root, path),
    get text() {
      return document.toBytes().toString();
    },
  };
}

/** The last column: what is then read. */
const SCALARS: [string, string, string, string, YamlValue][] = [
  ['a plain string', 'a: edge # c\n', 'core', 'a: core # c\n', 'core'],
  ['a plain string that must not look like a number', 'a: edge # c\n', '5', 'a: "5" # c\n', '5'],
  ['… nor like a word of YAML 1.1', 'a: edge\n', 'yes', 'a: "yes"\n', 'yes'],
  ['… nor like a date', 'a: edge\n', '2024-01-02', 'a: "2024-01-02"\n', '2024-01-02'],
  ['a date, by a date', 'a: 2024-01-02\n', '2025-01-02', 'a: 2025-01-02\n', '2025-01-02'],
  ['yes by no', 'a: yes\n', 'no', 'a: no\n', 'no'],
  ['a number by a number', 'a: 3 # c\n', '5', 'a: 5 # c\n', 5],
  ['… spelled as it is', 'a: 3\n', '1.10', 'a: 1.10\n', 1.1],
  ['… also in octal', 'a: 3\n', '0777', 'a: 0777\n', 511],
  ['a number by a text', 'a: 3\n', 'all', 'a: all\n', 'all'],
  ['a boolean', 'a: true\n', 'False', 'a: False\n', false],
  ['null', 'a: ~ # c\n', 'x', 'a: x # c\n', 'x'],
  ['nothing', 'a: # c\n', '5', 'a: 5 # c\n', 5],
  ['a text that cannot be plain', 'a: x # c\n', 'b # c', "a: 'b # c' # c\n", 'b # c'],
  ['a number by one', 'a: 3 # c\n', 'a: b', "a: 'a: b' # c\n", 'a: b'],
  ['double quotes', 'a: "x" # c\n', '5', 'a: "5" # c\n', '5'],
  ['… with what needs escapes', 'a: "x"\n', '"\t\\', 'a: "\\"\\t\\\\"\n', '"\t\\'],
  ['single quotes', "a: 'x' # c\n", "it's", "a: 'it''s' # c\n", "it's"],
  ['… that cannot hold the text', "a: 'x'\n", 'a\nb', 'a: "a\\nb"\n', 'a\nb'],
  ['an empty text', 'a: x # c\n', '', 'a: "" # c\n', ''],
  ['several lines', 'a: x # c\nb: y\n', 'l\nm\n', 'a: | # c\n  l\n  m\nb: y\n', 'l\nm\n'],
  ['several lines before a tab', 'a: x\t# c\nb: y\n', 'l\nm\n', 'a: "l\\nm\\n"\t# c\nb: y\n', 'l\nm\n'],
  ['several lines in double quotes', 'a: "x"\n', 'l\nm', 'a: "l\\nm"\n', 'l\nm'],
  ['a scalar on several lines', 'a: x\n  y # c\nb: z\n', 'w', 'a: w # c\nb: z\n', 'w'],
  ['a literal block by nothing', 'a: |2- # c\n    x\n\nb: y\n', '', 'a: "" # c\n\nb: y\n', ''],
  ['a folded block', 'a: >- # c\n  x\n  y\nb: z\n', 'w', 'a: w # c\nb: z\n', 'w'],
  ['a block that is empty', 'a: | # c\nb: z\n', 'w', 'a: |- # c\n  w\nb: z\n', 'w'],
  ['a literal block by a longer one', 'a: | # c\n  x\nb: z\n', 'k\nl\n', 'a: | # c\n  k\n  l\nb: z\n', 'k\nl\n'],
  ['a literal block', 'a: | # c\n  x\nb: y\n', 'w', 'a: |- # c\n  w\nb: y\n', 'w'],
  ['behind a tag', 'a: !!str 5 # c\n', '6', 'a: "6" # c\n', '6'],
  ['CRLF', 'a: x # c\r\nb: y\r\n', 'l\nm\n', 'a: | # c\r\n  l\r\n  m\r\nb: y\r\n', 'l\nm\n'],
];

describe('a scalar in its own style', () => {
  test.each(SCALARS)('%s', (_name, text, value, expected, read) => {
    const opened = open(text);
    const node = opened.nodeAt(['a']);
    expect(opened.rewrite(['a'], value)).toBe(true);
    expect(opened.get(['a'])).toEqual(read);
    expect(opened.document.getText(node, [])).toBe(value);
    expect(opened.text).toBe(expected);
    expect(open(expected).get(['a'])).toEqual(read);
  });

  test.each([
    ['{a: x, b: y} # c\n', 'p, q', "{a: 'p, q', b: y} # c\n"],
    ['{a: 5, b: y}\n', '6', '{a: 6, b: y}\n'],
    ['[x, "y"]\n', '[5]', '[\'[5]\', "y"]\n'],
    ['- x # c\n- y\n', 'z: 1', "- 'z: 1' # c\n- y\n"],
  ])('inside %j: %j', (text, value, expected) => {
    const opened = open(text);
    opened.rewrite([text.includes('a:') ? 'a' : 0], value);
    expect(opened.text).toBe(expected);
  });

  test.each([
    ['a: 0777\n', '0777'],
    ["a: 'x'\n", 'x'],
    ['a: ""\n', ''],
    ['a: |-\n  x\n', 'x'],
  ])('%j has the text %j already', (text, value) => {
    const opened = open(text);
    expect(opened.rewrite(['a'], value)).toBe(false);
    expect(opened.text).toBe(text);
  });
});

describe('an anchor', () => {
  test('stays, and its aliases follow', () => {
    const opened = open('a: &x edge # c\nb: *x\nc: {<<: {d: *x}}\n');
    opened.rewrite(['a'], 'core');
    expect(opened.get([])).toEqual({ a: 'core', b: 'core', c: { d: 'core' } });
    expect(opened.text).toBe('a: &x core # c\nb: *x\nc: {<<: {d: *x}}\n');
  });

  test('stays with a text of several lines', () => {
    const opened = open('a: &x edge # c\nb: *x\n');
    opened.rewrite(['a'], 'l\nm');
    expect(opened.get(['b'])).toBe('l\nm');
    expect(opened.text).toBe('a: &x "l\\nm" # c\nb: *x\n');
  });

  test('aliases follow by value too, and are set apart by a later edit', () => {
    const opened = open('a: &x 3\nb: *x\n');
    opened.rewrite(['a'], '5');
    expect(opened.get(['b'])).toBe(5);
    opened.document.set(opened.document.root, ['a'], 7);
    expect(opened.get([])).toEqual({ a: 7, b: 5 });
    expect(opened.text).toBe('a: 7\nb: 5\n');
  });

  test('a rewriting is taken back with all edits', () => {
    const opened = open('a: &x edge\nb: *x\n');
    opened.rewrite(['a'], 'core');
    opened.document.discardEdits();
    expect(opened.get(['b'])).toBe('edge');
    expect(opened.text).toBe('a: &x edge\nb: *x\n');
  });
});
