import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fc } from '../../test/support/fast-check';
import { styledText, type Value } from '../../test/support/styled-yaml';
import { YamlDocument } from './document';
import { Overlay } from './edit/overlay';
import { CODED_KEY, FLAGS, MAP, type NodeId, NodeTable, SEQ } from './node-table';
import { Composer } from './read/compose';
import { KeyWatch } from './read/keys';
import { SourceText } from './source';
import { YamlTree } from './tree';

const failsafe = (text: string): Value => parse(text, { schema: 'failsafe', logLevel: 'silent' });

function textsOf(tree: YamlTree, node: NodeId): Value {
  const { table } = tree;
  if (table.kind(node) === SEQ) return table.children(node).map(child => textsOf(tree, child));
  if (table.kind(node) !== MAP) return tree.scalarText(node);
  const map: Record<string, Value> = {};
  for (const child of table.children(node)) {
    Object.defineProperty(map, tree.keyOf(child), {
      value: textsOf(tree, child),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return map;
}

function composed(text: string): { tree: YamlTree; root: NodeId } {
  const source = new SourceText(Buffer.from(text));
  const table = new NodeTable(text.length);
  const root = new Composer(source, table, new KeyWatch(source, table, []), []).document(0);
  return { tree: new YamlTree(source, table, new Overlay(table)), root };
}

/** All rows; whether a key was compared as bytes or decoded is the reader's own affair. */
function rows(table: NodeTable): number[] {
  return Array.from(table.data.subarray(0, table.length), (field, i) => (i % 7 === FLAGS ? field & ~CODED_KEY : field));
}

const bytes = (text: string) => Buffer.from(text);

describe('a text in any style', () => {
  test('the oracle and the generator agree', () => {
    fc.assert(
      fc.property(styledText, ({ text, value }) => expect(failsafe(text)).toEqual(value)),
      { numRuns: 500 },
    );
  });

  test('is read as the oracle reads it, by the fast reader alone', () => {
    fc.assert(
      fc.property(styledText, ({ text, value }) => {
        const document = new YamlDocument(bytes(text));
        expect(textsOf(document.tree, document.root)).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('gives the same rows on the slow path', () => {
    fc.assert(
      fc.property(styledText, ({ text }) => {
        expect(rows(composed(text).tree.table)).toEqual(rows(new YamlDocument(bytes(text)).tree.table));
      }),
      { numRuns: 2000 },
    );
  });

  test('comes out as it went in', () => {
    fc.assert(
      fc.property(styledText, ({ text }) => expect(new YamlDocument(bytes(text)).toBytes().toString()).toBe(text)),
    );
  });
});

describe('double quotes', () => {
  const read = (text: string) => {
    const document = new YamlDocument(bytes(`a: "${text}"\n`));
    return document.get(document.root, ['a']);
  };

  test.each([
    ['\\n\\t\\\\\\"\\/', '\n\t\\"/'],
    ["\\'", "'"],
    ['\\x41\\u00e9\\U0001F600', 'Aé😀'],
    ['\\ud83d\\ude00', '😀'],
    ['a\\\n  b', 'ab'],
    ['a\\\r\n  b', 'ab'],
  ])('%j is read', (text, value) => {
    expect(read(text)).toBe(value);
  });

  test.each(['\\q', '\\x4', '\\x4g', '\\u12', '\\U0001'])('%s is no escape', text => {
    expect(() => read(text)).toThrow();
  });
});

describe('problems', () => {
  test('are found in no more than linear time', () => {
    const text = `a:\n${Array.from({ length: 20_000 }, (_, i) => `- {x: ${i}, x: 1}\n`).join('')}`;
    const { problems } = new YamlDocument(bytes(text));
    expect(problems).toHaveLength(20_000);
    expect(problems.at(-1)).toMatchObject({ code: 'DUPLICATE_KEY', line: 20_001 });
  });
});
