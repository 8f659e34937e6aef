import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fc } from '../../../test/support/fast-check';
import { styledText, type Value } from '../../../test/support/styled-yaml';
import { YamlDocument } from '../document';
import { formatPath, type Path } from '../path';

/** The oracle: `yaml` reads both sides, plain JavaScript does the edit. */
const read = (text: string): Value => parse(text, { schema: 'failsafe', logLevel: 'silent' });

type Edit = { kind: 'set'; path: Path; value: Value } | { kind: 'delete'; path: Path };

const newText = fc.oneof(
  fc.constantFrom(
    '',
    'prod',
    'yes',
    '0777',
    '5',
    'null',
    '# x',
    'a: b',
    'two\nlines\n',
    ' lead',
    'é😀',
    "it's",
    '- x',
    '{}',
    'trail ',
    '2024-01-02',
    '\t',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const { newValue } = fc.letrec<{ newValue: Value }>(tie => ({
  newValue: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: newText },
    { weight: 1, arbitrary: fc.array(tie('newValue'), { maxLength: 3 }) },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.oneof(fc.constantFrom('a', 'b', 'new', 'yes', '5'), newText), tie('newValue'), {
        maxKeys: 3,
      }),
    },
  ),
}));

/** Edits that make sense for a value: of what is there, and of new keys and items. */
function editsFor(value: Value): fc.Arbitrary<Edit> {
  const present: Path[] = [];
  const fresh: Path[] = [];
  const walk = (at: Value, path: Path) => {
    if (path.length > 0) present.push(path);
    if (typeof at === 'string') return;
    if (Array.isArray(at)) {
      fresh.push([...path, at.length]);
      for (const [i, item] of at.entries()) walk(item, [...path, i]);
    } else {
      fresh.push([...path, 'new'], [...path, 'yes'], [...path, 'new', 'er']);
      for (const [key, entry] of Object.entries(at)) walk(entry, [...path, key]);
    }
  };
  walk(value, []);
  return fc.oneof(
    fc.record({ kind: fc.constant('set' as const), path: fc.constantFrom(...present, ...fresh), value: newValue }),
    fc.record({ kind: fc.constant('delete' as const), path: fc.constantFrom(...present) }),
  );
}

/** The text as it is, with Windows line ends, and as part of a sequence item that only the slow path reads. */
const setting = fc.constantFrom<Setting>('plain', 'crlf', 'slow');
type Setting = 'plain' | 'crlf' | 'slow';

const editedText = fc
  .tuple(styledText, setting)
  .chain(([{ text, value }, kind]) =>
    fc.array(editsFor(value), { minLength: 1, maxLength: 4 }).map(edits => ({ ...placed(text, kind), edits })),
  );

function placed(text: string, kind: Setting): { text: string; at: Path } {
  if (kind === 'plain') return { text, at: [] };
  if (kind === 'crlf') return { text: text.replaceAll('\n', '\r\n'), at: [] };
  const indented = text.split('\n').map(line => (line === '' ? '' : `  ${line}`));
  return {
    text: `before: &b [x]\nitems:\n- anchored: &a {b: c}\n${indented.join('\n')}- alias: *b\nafter: d\n`,
    at: ['items', 0],
  };
}

function applyTo(value: Value, edit: Edit): void {
  let at: Value = value;
  for (let i = 0; i < edit.path.length - 1; i++) {
    const key = edit.path[i] as string;
    const container = at as Record<string, Value>;
    if (!Object.hasOwn(container, key)) define(container, key, {});
    at = container[key] as Value;
  }
  const key = edit.path.at(-1) as string;
  if (edit.kind === 'set') define(at as Record<string, Value>, key, structuredClone(edit.value));
  else if (Array.isArray(at)) at.splice(Number(key), 1);
  else delete (at as Record<string, Value>)[key];
}

function define(container: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Whether the path of an edit still exists, after the edits before it, up to its last key. */
function isPossible(value: Value, edit: Edit): boolean {
  let at: Value | undefined = value;
  const parents = edit.path.slice(0, -1);
  for (const [i, key] of parents.entries()) {
    const next: Value | undefined =
      typeof at === 'object' && Object.hasOwn(at, key) ? (at as Record<string, Value>)[key as string] : undefined;
    if (next === undefined)
      return (
        edit.kind === 'set' && typeof at === 'object' && !Array.isArray(at) && i === parents.length - 1 && key === 'new'
      );
    if (typeof next === 'string') return false;
    at = next;
  }
  const key = edit.path.at(-1) as string | number;
  if (Array.isArray(at)) return typeof key === 'number' && (edit.kind === 'set' ? key <= at.length : key < at.length);
  return typeof key === 'string' && (edit.kind === 'set' || Object.hasOwn(at as object, key));
}

describe('edits', () => {
  test('change what they name and nothing else', () => {
    fc.assert(
      fc.property(editedText, ({ text, edits, at }) => {
        const expected = read(text);
        const document = new YamlDocument(Buffer.from(text));
        for (const edit of edits.map(({ path, ...rest }) => ({ ...rest, path: [...at, ...path] }) as Edit)) {
          if (!isPossible(expected, edit)) continue;
          applyTo(expected, edit);
          if (edit.kind === 'set') document.set(document.root, edit.path, edit.value);
          else document.delete(document.root, edit.path);
        }
        const output = document.toBytes().toString();
        expect({ output, value: read(output) }).toEqual({ output, value: expected });
      }),
      { numRuns: 3000 },
    );
  });

  test('are seen by the reads that follow', () => {
    fc.assert(
      fc.property(editedText, ({ text, edits, at }) => {
        const document = new YamlDocument(Buffer.from(text));
        for (const edit of edits.map(({ path, ...rest }) => ({ ...rest, path: [...at, ...path] }) as Edit)) {
          if (!isPossible(read(document.toBytes().toString()), edit)) continue;
          if (edit.kind === 'set') {
            document.set(document.root, edit.path, edit.value);
            expect(document.get(document.root, edit.path)).toEqual(edit.value);
          } else document.delete(document.root, edit.path);
        }
        const again = new YamlDocument(document.toBytes());
        expect(again.get(again.root, [])).toEqual(document.get(document.root, []));
      }),
      { numRuns: 2000 },
    );
  });

  test('of a value that is there already leave the text alone', () => {
    fc.assert(
      fc.property(styledText, ({ text }) => {
        const document = new YamlDocument(Buffer.from(text));
        document.set(document.root, [], document.get(document.root, []) ?? null);
        expect(document.toBytes().toString()).toBe(text);
      }),
    );
  });

  test('of new keys in block style keep every line', () => {
    fc.assert(
      fc.property(styledText, ({ text, value }) => {
        const document = new YamlDocument(Buffer.from(text));
        const key = `new-${Object.keys(value).length}`;
        document.set(document.root, [key], { a: ['b'] });
        const lines = document.toBytes().toString().split('\n');
        let at = 0;
        for (const line of text.split('\n')) {
          at = lines.indexOf(line, at) + 1;
          expect({ line, found: at > 0, path: formatPath([key]) }).toMatchObject({ found: true });
        }
      }),
    );
  });
});
