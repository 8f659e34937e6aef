import {
  type Alias,
  type CST,
  type DocumentOptions,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParseOptions,
  Parser,
  type Scalar,
  type SchemaOptions,
  type YAMLMap,
  type YAMLSeq,
  Composer as YamlComposer,
} from 'yaml';
import { offGrammar, type YamlProblem } from '../errors';
import {
  ALIAS,
  CODED_KEY,
  COLUMN,
  DOUBLE_QUOTED,
  END,
  FLAGS,
  FLOW,
  FOLDED,
  KEY,
  KEY_END,
  LITERAL,
  MAP,
  MERGE_KEY,
  MERGES,
  NEXT,
  type NodeId,
  type NodeTable,
  PLAIN,
  SEQ,
  SINGLE_QUOTED,
  START,
} from '../node-table';
import type { SourceText } from '../source';
import { measureBlockScalar } from './block-scalar';
import { enterCollection } from './depth';
import { hashKey, type KeyWatch, keyText } from './keys';

const OPTIONS: ParseOptions & DocumentOptions & SchemaOptions = {
  keepSourceTokens: true,
  merge: false,
  prettyErrors: false,
  resolveKnownTags: false,
  schema: 'failsafe',
  uniqueKeys: false,
};

/** `yaml` reads in recursion, and Node.js can end where its stack does: no error is thrown then. */
const MAX_DEPTH = 300;

type Composed = Node | null | undefined;
type ComposedPair = Pair<Node, Node | null>;

const SCALAR_KINDS: Record<string, number> = {
  PLAIN,
  QUOTE_SINGLE: SINGLE_QUOTED,
  QUOTE_DOUBLE: DOUBLE_QUOTED,
  BLOCK_LITERAL: LITERAL,
  BLOCK_FOLDED: FOLDED,
};

/**
 * The slow path: reads a part of the text with the `yaml` package and writes what it finds into the same rows the
 * fast reader writes. `yaml` only tells where nodes are; values are decoded from the source like all others, so
 * both paths give the same values and the same edits.
 */
export class Composer {
  private readonly anchors = new Map<string, NodeId>();
  private offset = 0;

  constructor(
    private readonly source: SourceText,
    private readonly table: NodeTable,
    private readonly keys: KeyWatch,
    private readonly problems: YamlProblem[],
  ) {}

  /** Reads the whole text. Throws `YamlError` where it is no YAML, or holds no document or several. */
  document(start: number): NodeId {
    const { text } = this.source;
    this.anchors.clear();
    const contents = this.parse(start, text.length);
    if (!hasContent(contents)) throw this.source.error('EMPTY', 'the text is empty', start);
    const id = this.table.add();
    this.visit(id, contents, -1, 0);
    return id;
  }

  /** Reads a part that holds one `- value`; gives its row. */
  item(start: number, end: number, depth: number): NodeId {
    const contents = this.parse(start, end);
    if (!isSeq(contents) || contents.items.length !== 1 || hasProperties(contents)) throw offGrammar;
    return this.addItem(contents as YAMLSeq<Node>, 0, depth);
  }

  /** Reads a part that holds one `key: value`; gives its row. */
  entry(start: number, end: number, base: number, depth: number): NodeId {
    const contents = this.parse(start, end);
    if (!isMap(contents) || contents.flow || contents.items.length !== 1 || hasProperties(contents)) throw offGrammar;
    return this.addEntry(contents.items[0] as ComposedPair, base, contents.srcToken, depth);
  }

  private parse(start: number, end: number): Composed {
    const part = this.source.text.slice(start, end);
    this.offset = start;
    const tokens = [...new Parser().parse(part)];
    const deep = tokenBeyond(MAX_DEPTH, tokens);
    if (deep) {
      const message = `more than ${MAX_DEPTH} collections stand inside each other`;
      throw this.source.error('TOO_DEEP', message, start + deep.offset);
    }
    const [document, second] = new YamlComposer(OPTIONS).compose(tokens, true, part.length);
    const error = document?.errors[0];
    if (error) throw this.source.error('SYNTAX', this.source.decodeText(error.message), start + error.pos[0]);
    if (second) {
      const message = 'a second document follows (`---`): give one document';
      throw this.source.error('MULTIPLE_DOCUMENTS', message, start + second.range[0]);
    }
    return document?.contents;
  }

  private visit(id: NodeId, node: Composed, parentIndent: number, depth: number): void {
    // An anchor counts from where it stands on, inside its own node too.
    if (node && !isAlias(node)) this.noteProperties(id, node);
    if (isAlias(node)) this.visitAlias(id, node);
    else if (isScalar(node)) this.visitScalar(id, node, parentIndent);
    else if (isMap(node)) this.visitMap(id, node as YAMLMap<Node, Node | null>, depth);
    else if (isSeq(node)) this.visitSeq(id, node as YAMLSeq<Node>, depth);
    else this.table.mark(id, PLAIN);
    this.table.set(id, NEXT, this.table.length);
  }

  private noteProperties(id: NodeId, node: Node): void {
    if (node.tag) this.table.extrasOf(id).tag = node.tag;
    const { anchor } = node as Scalar;
    if (!anchor) return;
    this.table.extrasOf(id).anchor = anchor;
    this.anchors.set(anchor, id);
  }

  private visitAlias(id: NodeId, node: Alias): void {
    this.setValue(id, ALIAS, node);
    const target = this.anchors.get(node.source);
    if (target !== undefined) {
      this.table.extrasOf(id).target = target;
      return;
    }
    const offset = this.table.get(id, START);
    const line = this.source.lineAt(offset);
    const message = `the alias *${this.source.decodeText(node.source)} in line ${line} has no anchor before it: define &${this.source.decodeText(node.source)} or write the value out`;
    this.problems.push({ code: 'UNRESOLVED_ALIAS', message, offset, line, node: id });
  }

  private visitScalar(id: NodeId, node: Scalar, parentIndent: number): void {
    const kind = SCALAR_KINDS[node.type ?? 'PLAIN'] ?? PLAIN;
    this.setValue(id, kind, node);
    if (kind !== LITERAL && kind !== FOLDED) return;
    const token = node.srcToken as CST.BlockScalar | undefined;
    const extent = measureBlockScalar(
      this.source.text,
      this.table.get(id, START),
      Math.max(token?.indent ?? parentIndent, parentIndent),
    );
    // At the root, content may stand at column 0 in YAML 1.2; not in yaml.v3, and not here.
    if (extent.column === 0 && /\S/.test(String(node.value))) throw offGrammar;
    this.table.set(id, END, extent.end);
    this.table.set(id, COLUMN, extent.column);
  }

  private visitMap(id: NodeId, node: YAMLMap<Node, Node | null>, depth: number): void {
    this.setValue(id, node.flow ? MAP | FLOW : MAP, node);
    enterCollection(this.source, depth, this.table.get(id, START));
    const base = this.keys.open();
    let last: NodeId = id;
    for (const pair of node.items) {
      last = this.addEntry(pair, base, node.srcToken, depth);
      if (this.table.has(last, MERGE_KEY)) this.table.mark(id, MERGES);
    }
    this.keys.close(base);
    this.finish(id, node, last);
  }

  private visitSeq(id: NodeId, node: YAMLSeq<Node>, depth: number): void {
    this.setValue(id, node.flow ? SEQ | FLOW : SEQ, node);
    enterCollection(this.source, depth, this.table.get(id, START));
    let last: NodeId = id;
    for (let i = 0; i < node.items.length; i++) last = this.addItem(node, i, depth);
    this.finish(id, node, last);
  }

  /** A block collection ends where its last entry ends. */
  private finish(id: NodeId, node: YAMLMap | YAMLSeq, last: NodeId): void {
    if (node.flow || last === id) return;
    const first = this.table.firstChild(id);
    const start = this.table.extras.get(first)?.entryStart ?? this.table.get(first, KEY);
    this.table.set(id, START, start);
    this.table.set(id, END, this.table.get(last, END));
    this.table.set(id, COLUMN, start - this.source.lineStart(start));
  }

  private addItem(node: YAMLSeq<Node>, index: number, depth: number): NodeId {
    const id = this.table.add();
    const value = node.items[index];
    const { start } = tokenItems(node.srcToken)[index] as CST.CollectionItem;
    const dash = start.find(token => token.type === 'seq-item-ind');
    const properties = start.find(token => token.type === 'anchor' || token.type === 'tag');
    const first = dash ?? properties;
    const at = first ? this.offset + first.offset : this.startOf(value);
    this.table.set(id, KEY, at);
    this.table.set(id, KEY_END, dash ? at + 1 : at);
    this.table.set(id, START, dash ? at + 1 : at);
    this.table.set(id, END, dash ? at + 1 : at);
    if (node.flow && !node.srcToken) throw offGrammar;
    // An implicit pair (`[a: b]`) is a node without a place of its own.
    if (value && !value.range)
      throw this.source.error('COMPLEX_KEY', 'a pair inside a flow sequence needs braces: write [{a: b}]', at);
    this.visit(id, value, dash ? at - this.source.lineStart(at) : -1, depth + 1);
    return id;
  }

  private addEntry(pair: ComposedPair, base: number, token: CST.Token | undefined, depth: number): NodeId {
    const { key } = pair;
    const id = this.table.add();
    if (!isScalar(key) || !key.range || isBlockScalar(key)) {
      throw this.source.error(
        'COMPLEX_KEY',
        'a mapping key is not a plain text: Kubernetes knows string keys only',
        this.startOf(key),
      );
    }
    // A key is no row that an alias could stand for: its anchor hides an earlier one of that name.
    if (key.anchor) this.anchors.delete(key.anchor);
    const start = this.offset + key.range[0];
    const end = this.offset + key.range[1];
    this.table.set(id, KEY, start);
    this.table.set(id, KEY_END, end);
    const merge = key.type === 'PLAIN' && this.source.text.slice(start, end) === '<<';
    this.table.set(id, FLAGS, CODED_KEY | (merge ? MERGE_KEY : 0));
    this.keys.declare(base, id, hashKey(keyText(this.source, this.table, id)));
    const item = tokenItems(token).find(candidate => candidate.key === key.srcToken);
    this.noteEntryStart(id, item, start);
    const colon = item?.sep?.find(candidate => candidate.type === 'map-value-ind');
    const valueAt = colon ? this.offset + colon.offset + 1 : end;
    this.table.set(id, START, valueAt);
    this.table.set(id, END, valueAt);
    const entryStart = this.table.extras.get(id)?.entryStart ?? start;
    this.visit(id, pair.value, entryStart - this.source.lineStart(entryStart), depth + 1);
    if (merge) this.checkMerge(id);
    return id;
  }

  private checkMerge(id: NodeId): void {
    const { table } = this;
    const isSource = (node: NodeId) => table.kind(table.extras.get(node)?.target ?? node) === MAP;
    if (isSource(id) || (table.kind(id) === SEQ && table.children(id).every(isSource))) return;
    const offset = table.get(id, KEY);
    const line = this.source.lineAt(offset);
    const message = `the merge key in line ${line} brings no mapping: give it a mapping, an alias of one, or a list of them`;
    this.problems.push({ code: 'BAD_MERGE', message, offset, line, node: id });
  }

  private noteEntryStart(id: NodeId, item: CST.CollectionItem | undefined, keyStart: number): void {
    const first = item?.start.find(token => ['explicit-key-ind', 'anchor', 'tag'].includes(token.type));
    if (first && this.offset + first.offset < keyStart) {
      this.table.extrasOf(id).entryStart = this.offset + first.offset;
    }
  }

  /** Kind and place of a node; an empty one keeps the place its caller gave it. */
  private setValue(id: NodeId, kind: number, node: Node): void {
    this.table.mark(id, kind);
    if (!node.range || (isScalar(node) && node.range[0] === node.range[1])) return;
    this.table.set(id, START, this.offset + node.range[0]);
    this.table.set(id, END, this.offset + node.range[1]);
  }

  private startOf(node: Composed): number {
    return this.offset + (node?.range?.[0] ?? 0);
  }
}

/** `---` alone, or with a comment, holds a node without a text. */
function hasContent(contents: Composed): boolean {
  const isEmpty = isScalar(contents) && contents.range?.[0] === contents.range?.[1];
  return contents !== null && (!isEmpty || hasProperties(contents));
}

function hasProperties(node: Node): boolean {
  return node.tag !== undefined || (!isAlias(node) && (node as Scalar).anchor !== undefined);
}

function isBlockScalar(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** The first token with more collections around it than `limit`; found without recursion, which is what it is for. */
function tokenBeyond(limit: number, tokens: readonly CST.Token[]): CST.Token | undefined {
  const waiting: [token: CST.Token, depth: number][] = tokens.map(token => [token, 0]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [token, depth] = next;
    if (depth > limit) return token;
    if (token.type === 'document' && token.value) waiting.push([token.value, depth]);
    for (const { key, value } of tokenItems(token)) {
      if (key) waiting.push([key, depth + 1]);
      if (value) waiting.push([value, depth + 1]);
    }
  }
  return undefined;
}

function tokenItems(token: CST.Token | undefined): CST.CollectionItem[] {
  return token && 'items' in token ? (token.items as CST.CollectionItem[]) : [];
}
