import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../../test/support/yaml';
import { YamlDocument } from '../document';

function edited(text: string, edit: (document: YamlDocument) => void): string {
  const document = new YamlDocument(Buffer.from(text));
  edit(document);
  return document.toBytes().toString();
}

/** yaml.v3 gives a comment to the entry below it, unless an empty line or the end of the collection follows. */
describe('comments around an edit', () => {
  test('a comment behind the last entry stays with it', () => {
    const text = yaml`
      metadata: # meta
        name: a # name
        # behind the name
      spec: {}
    `;
    expect(edited(text, document => document.set(document.root, ['metadata', 'labels'], { env: 'prod' }))).toBe(yaml`
      metadata: # meta
        name: a # name
        # behind the name

        labels:
          env: prod
      spec: {}
    `);
  });

  test('a comment above the next entry stays above it', () => {
    const text = 'metadata:\n  name: a\n# the spec\nspec: {}\n';
    expect(edited(text, document => document.set(document.root, ['metadata', 'uid'], 'x'))).toBe(
      'metadata:\n  name: a\n  uid: x\n# the spec\nspec: {}\n',
    );
  });

  test('a comment on the line of a value stays, one on the line of a null too', () => {
    const text = 'a: 1 # one\nb: # none\nc: ~ # tilde\n';
    expect(
      edited(text, document => {
        document.set(document.root, ['a'], 2);
        document.set(document.root, ['b'], { x: 'z' });
        document.set(document.root, ['c'], [1]);
      }),
    ).toBe('a: 2 # one\nb: # none\n  x: z\nc: # tilde\n- 1\n');
  });

  test('the comments of a deleted entry go with it', () => {
    const text = yaml`
      a: 1
      # above b
      b: # on b
        # in b
        x: y
        # behind x
      # above c
      c: 3
    `;
    expect(edited(text, document => document.delete(document.root, ['b']))).toBe('a: 1\n# above c\nc: 3\n');
  });

  test('the first entry behind a dash gives its place to the next', () => {
    const text = '- a: 1\n  b: 2\n- a: 1\n  # above b\n  b: 2\n- a: 1\n';
    expect(
      edited(text, document => {
        for (const i of [0, 1, 2]) document.delete(document.root, [i, 'a']);
      }),
    ).toBe('- b: 2\n- # above b\n  b: 2\n- {}\n');
  });
});

describe('styles around an edit', () => {
  test.each([
    ['double quotes', 'a: "x" # c\n', 'a: "z" # c\n'],
    ['single quotes', "a: 'x'\n", "a: 'z'\n"],
    ['a plain text', 'a: x\n', 'a: z\n'],
    ['a literal block', 'a: |-\n  x\nb: c\n', 'a: |-\n  z\nb: c\n'],
    ['a folded block', 'a: >-\n  x\n  x\nb: c\n', 'a: z\nb: c\n'],
    ['a flow mapping', 'm: {a: x, b: c}\n', 'm: {a: z, b: c}\n'],
  ])('%s stay', (_name, before, after) => {
    const path = before.startsWith('m') ? ['m', 'a'] : ['a'];
    expect(edited(before, document => document.set(document.root, path, 'z'))).toBe(after);
  });

  test('new entries of a flow mapping are flow, also in an empty one', () => {
    expect(
      edited('a: {b: c}\nd: {}\n', document => {
        document.set(document.root, ['a', 'x'], ['y, z']);
        document.set(document.root, ['d', 'e'], '5');
      }),
    ).toBe('a: {b: c, x: [\'y, z\']}\nd: {e: "5"}\n');
  });

  test('an empty list becomes a block list', () => {
    expect(edited('items: []\n', document => document.set(document.root, ['items'], [{ a: 'b' }]))).toBe(
      'items:\n- a: b\n',
    );
  });

  test('a value that differs in spelling only is left alone', () => {
    const text = 'a: 0x10\nb: 1.10\nc: "x"\nd: [1,2 , 3]\n';
    expect(edited(text, document => document.set(document.root, [], { a: 16, b: 1.1, c: 'x', d: [1, 2, 3] }))).toBe(
      text,
    );
  });

  test('a list that grew, shrank or changed in the middle keeps the items that stay', () => {
    const text = 'l:\n- name: a # a\n  value: 1\n- name: b # b\n  value: 2\n- name: c # c\n  value: 3\n';
    const items = (...values: number[]) => values.map((value, i) => ({ name: 'abcd'[i] as string, value }));
    expect(edited(text, document => document.set(document.root, ['l'], items(1, 5)))).toBe(
      'l:\n- name: a # a\n  value: 1\n- name: b # b\n  value: 5\n',
    );
    expect(edited(text, document => document.set(document.root, ['l'], items(1, 2, 3, 4)))).toBe(
      `${text}- name: d\n  value: 4\n`,
    );
  });

  test('__proto__ is a key like any other', () => {
    const document = new YamlDocument(Buffer.from('a: 1\n'));
    document.set(document.root, ['__proto__', 'x'], 'z');
    expect(document.toBytes().toString()).toBe('a: 1\n__proto__:\n  x: z\n');
    expect(document.get(document.root, ['__proto__', 'x'])).toBe('z');
  });

  test('what cannot hold a path says so', () => {
    const document = new YamlDocument(Buffer.from('a: 1\nl: [1]\n'));
    expect(() => document.set(document.root, ['a', 'b'], 'x')).toThrow('cannot set a.b in what is no mapping');
    expect(() => document.set(document.root, ['l', 'b'], 'x')).toThrow('cannot set l.b in what is no mapping');
    expect(() => document.set(document.root, ['l', 5], 'x')).toThrow('cannot set item 5: the list ends before it');
  });
});
