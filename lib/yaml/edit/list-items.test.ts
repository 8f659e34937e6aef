import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../document';
import type { Path } from '../path';
import type { YamlValue } from '../value';

/** Sets the list at a path to the one that a text is. */
function setList(text: string, path: Path, list: string) {
  const document = new YamlDocument(Buffer.from(text));
  const node = document.ownNode(document.root, path) as number;
  const items = new YamlDocument(Buffer.from(list)).writtenItems() ?? [];
  const isChanged = document.setList(node, items);
  return { isChanged, value: document.get(document.root, path), written: document.toBytes().toString() };
}

const parsed = (text: string): YamlValue | undefined => {
  const document = new YamlDocument(Buffer.from(text));
  return document.get(document.root, []);
};

describe('a list', () => {
  test.each<[string, string, string]>([
    ['a: # c\n- x # x\n- y # y\nb: z\n', '[x, w]', 'a: # c\n- x # x\n- w # y\nb: z\n'],
    ['a: # c\n  - x\n  # y\n  - y\n', '[x, y, z]', 'a: # c\n  - x\n  # y\n  - y\n  - z\n'],
    ['a: # c\n- x\n- y # y\nb: z\n', '[x]', 'a: # c\n- x\nb: z\n'],
    ['a: # c\n- x\n- y\nb: z\n', '[]', 'a: [] # c\nb: z\n'],
    ['a: [] # c\nb: z\n', '- x\n- 5\n', 'a: # c\n- x\n- 5\nb: z\n'],
    ['a: [x, "w"] # c\nb: z\n', '[x]', 'a: # c\n- x\nb: z\n'],
    ['a: [x,\n  w] # c\nb: z\n', '[v]', 'a: # c\n- v\nb: z\n'],
    ['a: [x, w] # c\n', '[]', 'a: [] # c\n'],
    ['a: [x] # c\r\nb: z\r\n', '[w]', 'a: # c\r\n- w\r\nb: z\r\n'],
    // Items are written as they are in their text …
    [
      'a:\n- x\n',
      '[1.10, 0777, yes, ~, "5", \'w\', {k: v}, [p,  q]]',
      'a:\n- 1.10\n- 0777\n- yes\n- ~\n- "5"\n- \'w\'\n- {k: v}\n- [p,  q]\n',
    ],
    ['a:\n- 1.1\n- "x"\n- 5\n', '[1.10, x, "5"]', 'a:\n- 1.10\n- "x"\n- "5"\n'],
    ['a: []\n', '[0x1F]', 'a:\n- 0x1F\n'],
    ['a:\n- k: v # c\n- y\n', '[{k: w}, y]', 'a:\n- {k: w} # c\n- y\n'],
    // … unless they span lines.
    ['a:\n- x # c\n', '- k: v\n  l: w\n- |\n  m\n  n\n', 'a:\n- k: v # c\n  l: w\n- |\n  m\n  n\n'],
    ['a: []\n', '- &x p\n- *x\n', 'a:\n- p\n- p\n'],
  ])('%j set to %j', (text, list, expected) => {
    const { isChanged, value, written } = setList(text, ['a'], list);
    expect(isChanged).toBe(true);
    expect(value).toEqual(parsed(list));
    expect(written).toBe(expected);
    expect(setList(written, ['a'], list)).toEqual({ isChanged: false, value, written });
  });

  test('inside brackets stays there, its items as they can be written there', () => {
    const { value, written } = setList('a: {b: [x], c: d}\n', ['a', 'b'], '- p, q\n- 1.10\n');
    expect(value).toEqual(['p, q', 1.1]);
    expect(written).toBe("a: {b: ['p, q', 1.1], c: d}\n");
  });

  test.each([
    ['a: [x,  "w"] # c\n', '[x, w]'],
    ['a:\n- 5\n- "5"\n', "[5, '5']"],
    ['a: []\n', '[]'],
  ])('%j is %j already', (text, list) => {
    expect(setList(text, ['a'], list)).toMatchObject({ isChanged: false, written: text });
  });

  test('behind an anchor is its own afterwards: its aliases keep what they stood for', () => {
    const { written } = setList('a: &x\n- p\nb: *x\n', ['a'], '[q]');
    expect(written).toBe('a: &x\n- q\nb:\n- p\n');
  });

  test('items that are added to it later are written as values, in their places', () => {
    const document = new YamlDocument(Buffer.from('a:\n- x\n'));
    const node = document.ownNode(document.root, ['a']) as number;
    document.setList(node, [
      { value: 1.1, text: '1.10' },
      { value: 2, text: '0b10' },
    ]);
    document.append(document.root, ['a'], ['z']);
    document.delete(document.root, ['a', 1]);
    expect(document.get(document.root, ['a'])).toEqual([1.1, 'z']);
    expect(document.toBytes().toString()).toBe('a:\n- 1.10\n- z\n');
  });
});
