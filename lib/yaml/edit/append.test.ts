import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../../test/support/yaml';
import { YamlDocument } from '../document';

function appended(text: string, ...values: string[]): string {
  const document = new YamlDocument(Buffer.from(text));
  document.append(document.root, ['list'], values);
  return document.toBytes().toString();
}

describe('items appended to a list', () => {
  test('stand behind its last one, and comments stay', () => {
    const text = yaml`
      list:
      # first
      - a # a
      # behind

      # of the next
      next: 1
    `;
    expect(appended(text, 'b', 'c')).toBe(text.replace('# behind\n', '# behind\n\n- b\n- c\n'));
  });

  test.each([
    ['a flow list', 'list: [a, b]\n', 'list: [a, b, c]\n'],
    ['an empty list', 'list: []\n', 'list:\n- c\n'],
    ['null', 'list:\n', 'list:\n- c\n'],
    ['nothing', 'a: b\n', 'a: b\nlist:\n- c\n'],
    ['an alias', 'a: &x\n- a\nlist: *x\n', 'a: &x\n- a\nlist:\n- a\n- c\n'],
    ['an anchored list', 'list: &x\n- a\nb: *x\n', 'list: &x\n- a\n- c\nb:\n- a\n'],
  ])('%s', (_name, text, expected) => {
    expect(appended(text, 'c')).toBe(expected);
  });

  test('none change nothing', () => {
    expect(appended('list: &x []\nb: *x\n')).toBe('list: &x []\nb: *x\n');
  });

  test('to what is no list are refused', () => {
    expect(() => appended('list: {a: b}\n', 'c')).toThrow(TypeError);
  });
});
