import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../document';
import type { YamlValue } from '../value';

function edited(text: string, value: YamlValue): string {
  const document = new YamlDocument(Buffer.from(text));
  document.set(document.root, ['a'], value);
  return document.toBytes().toString();
}

describe('an explicit key', () => {
  test.each<[string, YamlValue, string]>([
    ['? a\n: b\nc: d\n', 'x', '? a\n: x\nc: d\n'],
    ['? a\nc: d\n', 'x', '? a\n: x\nc: d\n'],
    ['? a # why\n', { b: 'x' }, '? a # why\n:\n  b: x\n'],
    ['? a\r\n', ['x'], '? a\r\n:\r\n- x\r\n'],
    ['c: {a, d: e}\n? a\n', 'two\nlines\n', 'c: {a, d: e}\n? a\n: |\n  two\n  lines\n'],
  ])('%j keeps its key beside the value %j', (text, value, expected) => {
    expect(edited(text, value)).toBe(expected);
    const document = new YamlDocument(Buffer.from(expected));
    expect(document.get(document.root, ['a'])).toEqual(value);
  });
});
