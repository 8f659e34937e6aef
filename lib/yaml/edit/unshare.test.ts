import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../../test/support/yaml';
import { YamlDocument } from '../document';

function edited(text: string, edit: (document: YamlDocument) => void): string {
  const document = new YamlDocument(Buffer.from(text));
  edit(document);
  return document.toBytes().toString();
}

const SHARED = yaml`
  labels: &l
    app: a # kept
  selector: *l
  other: *l
  merged:
    !!merge <<: *l
    own: b
  unrelated: &u {x: y}
  again: *u
`;

describe('an edit of a shared value', () => {
  test('means one place: the aliases of what changes get copies, other sharing stays', () => {
    expect(edited(SHARED, document => document.set(document.root, ['labels', 'env'], 'prod'))).toBe(yaml`
      labels: &l
        app: a # kept
        env: prod
      selector:
        app: a
      other:
        app: a
      merged:
        !!merge <<:
          app: a
        own: b
      unrelated: &u {x: y}
      again: *u
    `);
  });

  test('through an alias copies what it stands for', () => {
    expect(edited(SHARED, document => document.set(document.root, ['selector', 'env'], 'prod'))).toBe(
      SHARED.replace('selector: *l', 'selector:\n  app: a\n  env: prod'),
    );
  });

  test('elsewhere leaves anchors and aliases alone', () => {
    expect(edited(SHARED, document => document.set(document.root, ['new'], 'x'))).toBe(`${SHARED}new: x\n`);
  });

  test('of a merged key overrides it, of the same value changes nothing', () => {
    expect(edited(SHARED, document => document.set(document.root, ['merged', 'app'], 'c'))).toBe(
      SHARED.replace('  own: b\n', '  own: b\n  app: c\n'),
    );
    expect(edited(SHARED, document => document.set(document.root, ['merged', 'app'], 'a'))).toBe(SHARED);
  });

  test('that deletes a merged key writes out what the merge stood for', () => {
    const text = 'base: &b {x: 1, w: 2}\nmerged:\n  <<: *b\n  own: b\n';
    expect(edited(text, document => document.delete(document.root, ['merged', 'x']))).toBe(
      'base: &b {x: 1, w: 2}\nmerged:\n  own: b\n  w: 2\n',
    );
  });

  test('that deletes an anchor keeps its aliases whole', () => {
    expect(edited('a: &x [1]\nb: *x\n', document => document.delete(document.root, ['a']))).toBe('b:\n- 1\n');
  });

  test('is read as kyaml reads merges: own keys win, then earlier merges', () => {
    const document = new YamlDocument(
      Buffer.from('a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\n'),
    );
    expect(document.get(document.root, ['c'])).toEqual({ z: 3, x: 1, y: 1 });
    expect(document.get(document.root, ['c', 'y'])).toBe(1);
  });

  test('is refused where an alias stands inside what it stands for', () => {
    const document = new YamlDocument(Buffer.from('a: &a\n  b: *a\n'));
    expect(() => document.get(document.root, ['a'])).toThrow('an alias stands inside what it stands for');
  });
});

describe('tags and anchors of a value that is replaced', () => {
  test('go with it', () => {
    expect(
      edited('a: !!str 123\nb: &x old # c\nc: *x\n', document => {
        document.set(document.root, ['a'], 5);
        document.set(document.root, ['b'], 'new');
      }),
    ).toBe('a: 5\nb: new # c\nc: old\n');
  });
});

describe('a deletion below a merge key', () => {
  test('leaves what is merged as it is: the mapping gets a copy of its own', () => {
    const text = yaml`
      a: &a
        k: {w: 1, x: 2}
      b:
        <<: *a
    `;
    expect(edited(text, document => document.delete(document.root, ['b', 'k', 'w']))).toBe(yaml`
      a: &a
        k: {w: 1, x: 2}
      b:
        <<: *a
        k:
          x: 2
    `);
  });

  test('deletes what a mapping without an anchor brings', () => {
    const text = yaml`
      b:
        <<: {k: 1, l: 3}
        own: 2
    `;
    expect(edited(text, document => document.delete(document.root, ['b', 'k']))).toBe(yaml`
      b:
        own: 2
        l: 3
    `);
  });
});
