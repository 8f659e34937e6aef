import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../document';
import type { Path } from '../path';

function withoutEntry(text: string, path: Path): string {
  const document = new YamlDocument(Buffer.from(text));
  document.delete(document.root, path);
  return document.toBytes().toString();
}

/** Empty lines behind a block scalar with `+` are its text: those behind a deleted entry must not become so. */
describe('a deletion behind a block scalar that keeps its last lines', () => {
  test.each<[string, Path, string]>([
    ['- |2+\n  a\n\n- -12\n\n- x\n', [1], '- |2+\n  a\n\n- x\n'],
    ['l:\n- |+\n  a\n\n- b\n\nx: y\n', ['l', 1], 'l:\n- |+\n  a\n\nx: y\n'],
    ['k: |+\n  a\nd: b\n\n\nx: y\n', ['d'], 'k: |+\n  a\nx: y\n'],
    ['k:\n  n: >+\n    a\nd: b\n\n# c\n\nx: y\n', ['d'], 'k:\n  n: >+\n    a\n# c\n\nx: y\n'],
    ['k: |+\r\n  a\r\nd: b\r\n\r\nx: y\r\n', ['d'], 'k: |+\r\n  a\r\nx: y\r\n'],
    ['k: |+\n  a\nd: b\n\n', ['d'], 'k: |+\n  a\n'],
    ['k: |-\n  a\nd: b\n\nx: y\n', ['d'], 'k: |-\n  a\n\nx: y\n'],
  ])('%j without %j', (text, path, expected) => {
    expect(withoutEntry(text, path)).toBe(expected);
  });
});

describe('a text that ends in empty lines', () => {
  test.each<[string, string, string]>([
    ['a: x\nb: y\n', 't\n\n', 'a: |+\n  t\n\nb: y\n'],
    ['a: x\n\nb: y\n', 't\n\n', 'a: "t\\n\\n"\n\nb: y\n'],
    ['a: x\n\nb: y\n', 't\n', 'a: |\n  t\n\nb: y\n'],
  ])('%j gets %j', (text, value, expected) => {
    const document = new YamlDocument(Buffer.from(text));
    document.set(document.root, ['a'], value);
    expect(document.toBytes().toString()).toBe(expected);
  });

  test('is not lengthened by the deletion of what followed', () => {
    const document = new YamlDocument(Buffer.from('a: x\nb: y\n\nc: z\n'));
    document.set(document.root, ['a'], 't\n\n');
    document.delete(document.root, ['b']);
    expect(document.toBytes().toString()).toBe('a: |+\n  t\n\nc: z\n');
  });
});
