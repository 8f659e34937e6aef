import type { KubeObject } from '../../krm/kube-object';
import {
  CODED_KEY,
  DOUBLE_QUOTED,
  FLAGS,
  KEY,
  KEY_END,
  KIND,
  MERGE_KEY,
  NEXT,
  type NodeId,
  PLAIN,
  START,
} from '../../yaml/node-table';
import { resolvePlain, yaml11Reading } from '../../yaml/scalar/resolve';
import { imagePlaceholderAt, PLACEHOLDER_STARTS, placeholderAt } from './placeholders';
import type { GitOpsFinding } from './rules';

/** More of one object say nothing new (and each costs a walk to its path). */
const MAX_FINDINGS = 20;

/** What the texts of an object show, whatever its schema: one pass over the rows of its text. */
export function checkTexts(object: KubeObject, findings: GitOpsFinding[]): void {
  const { source, table } = object.document.tree;
  // Read by hand: there are a hundred rows to an object, and next to none of them is of interest.
  const { data } = table;
  const { text } = source;
  const end = data[object.node + NEXT] as number;
  let count = 0;
  for (let node = table.firstChild(object.node); node < end; node = table.firstChild(node)) {
    const key = data[node + KEY] as number;
    const kind = (data[node + FLAGS] as number) & KIND;
    const start = data[node + START] as number;
    const longest = KEY_LENGTHS[text.charCodeAt(key)] as number;
    const isOfKey = longest > 0 && (data[node + KEY_END] as number) - key <= longest;
    const ofValue = VALUE_HINTS[text.charCodeAt(kind === PLAIN ? start : start + 1)] as number;
    if (!isOfKey && !(ofValue > 0 && kind >= PLAIN && kind <= DOUBLE_QUOTED)) continue;
    const finding = (isOfKey && checkKey(object, node)) || checkScalar(object, node);
    if (!finding) continue;
    findings.push(finding);
    if (++count === MAX_FINDINGS) break;
  }
}

/** A key that is no text: Config Sync and the API server read `on:` as the key "true". */
function checkKey(object: KubeObject, node: NodeId): GitOpsFinding | undefined {
  const { source, table } = object.document.tree;
  const start = table.get(node, KEY);
  const length = table.get(node, KEY_END) - start;
  // The commonest key of all looks like `null` from its first letter and length.
  if (length === 0 || table.has(node, CODED_KEY | MERGE_KEY) || source.text.startsWith('name', start)) return undefined;
  const key = source.text.slice(start, start + length);
  const read = readingOf(key);
  if (read === key) return undefined;
  const path = object.document.pathOf(node, object.node) ?? [];
  if (read === null) {
    const message = `the key ${key} is null to Config Sync and the API server, which refuse the whole file: put it in quotes`;
    return { rule: 'no-json', path, message };
  }
  const message = `Config Sync and the API server read the key ${key} as ${JSON.stringify(read)}: put it in quotes`;
  return { rule: 'key-rewritten', path, message };
}

/** The key as sigs.k8s.io/yaml makes it of a plain text; null where it refuses it. */
function readingOf(key: string): string | null {
  const reading = yaml11Reading(key);
  if (typeof reading === 'boolean') return String(reading);
  const value = resolvePlain(key);
  return value === null ? null : String(value);
}

function checkScalar(object: KubeObject, node: NodeId): GitOpsFinding | undefined {
  const { source, table } = object.document.tree;
  const kind = table.kind(node);
  if (kind < PLAIN || kind > DOUBLE_QUOTED) return undefined;
  if (isImage(object, node)) return imagePlaceholderAt(object, node);
  const start = table.get(node, START);
  const hint = VALUE_HINTS[source.text.charCodeAt(kind === PLAIN ? start : start + 1)];
  if (hint === PLACEHOLDER) return placeholderAt(object, node);
  return hint === INFINITY && kind === PLAIN ? infiniteAt(object, node) : undefined;
}

function isImage({ document: { tree } }: KubeObject, node: NodeId): boolean {
  const start = tree.table.get(node, KEY);
  return tree.table.get(node, KEY_END) - start === IMAGE.length && tree.source.text.startsWith(IMAGE, start);
}

function infiniteAt(object: KubeObject, node: NodeId): GitOpsFinding | undefined {
  const value = object.document.tree.scalarValue(node);
  if (typeof value !== 'number' || Number.isFinite(value)) return undefined;
  const path = object.document.pathOf(node, object.node) ?? [];
  const text = object.document.tree.scalarText(node);
  const message = `${text} is a number that JSON has not: Config Sync and the API server refuse the whole file; put it in quotes`;
  return { rule: 'no-json', path, message, proposed: text };
}

const IMAGE = 'image';

/** How long a key of interest is at most, by its first character: a word or a number, or the key of an image. */
const KEY_LENGTHS = hints(['yYoO', 3], ['nN~', 4], ['TFi', 5], ['+-.0123456789', 255]);

/** What the first character of a scalar may begin. */
const PLACEHOLDER = 1;
const INFINITY = 2;
const VALUE_HINTS = hints([PLACEHOLDER_STARTS, PLACEHOLDER], ['.+-', INFINITY]);

/** By character (a byte of the text); 0 where nothing begins. */
function hints(...entries: [characters: string, entry: number][]): Uint8Array {
  const table = new Uint8Array(256);
  for (const [characters, entry] of entries) for (const c of characters) table[c.charCodeAt(0)] = entry;
  return table;
}
