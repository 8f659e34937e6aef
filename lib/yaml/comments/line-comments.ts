import { END, FLOW, FOLDED, KEY, KEY_END, LITERAL, NEXT, type NodeId, START } from '../node-table';
import { partitionPoint } from '../partition-point';
import type { Path } from '../path';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, HASH, SPACE, TAB } from '../read/characters';
import type { YamlTree } from '../tree';
import { Trail } from './trail';

/**
 * Where a comment stands: behind a value, where yaml.v3 gives it to that value; behind a key whose value starts below;
 * or behind nothing (on a line of its own, behind a bracket that opens).
 */
export type CommentPlace = 'value' | 'key' | 'alone';

export interface LineComment {
  /** From the number sign to the end of the line. */
  text: string;
  place: CommentPlace;
  /** The node it belongs to; for one that stands alone, the last node that starts before it. */
  node: NodeId;
  path: Path;
}

/** A comment in the text. */
interface Span {
  start: number;
  end: number;
  place: CommentPlace;
  node: NodeId;
}

/**
 * The comments of a text that hold a word. The word is searched in the bytes, and only where it stands is a node looked
 * for: a text without it costs one search. Nodes and paths are those of the text as it was read, without edits.
 */
export class LineComments {
  private readonly places: readonly number[];

  constructor(
    private readonly tree: YamlTree,
    word: string,
  ) {
    this.places = placesOf(word, tree.source.text);
  }

  /** The comments at and below a node, in the order of the text; paths start at the node. */
  below(node: NodeId): LineComment[] {
    const { places, tree } = this;
    const { table, source } = tree;
    const next = table.get(node, NEXT);
    const end = next < table.length ? table.get(next, KEY) : source.text.length;
    const start = Math.max(table.get(node, KEY), 0);
    let i = partitionPoint(places.length, place => (places[place] as number) < start);
    if (i === places.length || (places[i] as number) >= end) return [];
    const reader = new CommentReader(tree, node);
    const found: LineComment[] = [];
    for (; i < places.length && (places[i] as number) < end; i++) {
      const comment = reader.at(places[i] as number);
      if (comment) found.push(comment);
    }
    return found;
  }
}

function placesOf(word: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) places.push(at);
  return places;
}

/** Where a place stands seen from the value of the last row that starts before it. */
type Side = 'before' | 'inside' | 'behind';

/** Tells comments from other text, at places that only go on. Each part of the text is looked at once. */
class CommentReader {
  private readonly trail: Trail;
  /** The end of the comment given last, and the place asked for last. */
  private given = -1;
  private asked: number;
  /** Where the content of its line starts. */
  private content: number;
  private row: NodeId = -1;
  private side: Side = 'before';
  /** The comment on the line of that row, on that side. */
  private beside: Span | undefined;

  constructor(
    private readonly tree: YamlTree,
    from: NodeId,
  ) {
    this.trail = new Trail(tree, from);
    this.asked = Math.max(tree.table.get(from, KEY), 0);
    this.content = this.skipBlanks(tree.source.lineStart(this.asked));
  }

  /** The comment that a place stands in; undefined where it stands in other text, or in the comment given last. */
  at(place: number): LineComment | undefined {
    const lf = this.tree.source.text.slice(this.asked, place).lastIndexOf('\n');
    if (lf >= 0) this.content = this.skipBlanks(this.asked + lf + 1);
    this.asked = place;
    if (place < this.given) return undefined;
    const span = this.spanAt(place);
    if (!span) return undefined;
    this.given = span.end;
    const text = this.tree.source.decode(span.start, span.end);
    return { text, place: span.place, node: span.node, path: this.trail.pathOf(span.node) };
  }

  private spanAt(place: number): Span | undefined {
    const { table } = this.tree;
    const row = table.lastFrom(place);
    const side = this.sideOf(row, place);
    if (row !== this.row || side !== this.side) {
      this.trail.moveTo(row);
      this.row = row;
      this.side = side;
      this.beside = this.commentBeside(row, side);
    }
    const { beside } = this;
    if (beside && place >= beside.start && place < beside.end) return beside;
    const isText = place < table.get(row, KEY_END) || (side === 'inside' && !table.has(row, FLOW));
    return isText || this.charAt(this.content) !== HASH ? undefined : this.span(this.content, 'alone', row);
  }

  private sideOf(row: NodeId, place: number): Side {
    const { table } = this.tree;
    const start = table.get(row, START);
    if (place < start || start === table.get(row, END)) return 'before';
    return place < table.get(row, END) ? 'inside' : 'behind';
  }

  private commentBeside(row: NodeId, side: Side): Span | undefined {
    const { table } = this.tree;
    if (side === 'behind') return this.commentBehind(row);
    if (side === 'before') return this.commentOnLine(table.get(row, KEY_END), 'key', row);
    const kind = table.kind(row);
    if (kind === LITERAL || kind === FOLDED) return this.commentOnLine(table.get(row, START), 'value', row);
    return table.has(row, FLOW) ? this.commentOnLine(table.get(row, START) + 1, 'alone', row) : undefined;
  }

  /** A comment on the line of `from`, where no value stands that could hold a number sign behind a space. */
  private commentOnLine(from: number, place: CommentPlace, row: NodeId): Span | undefined {
    const { source } = this.tree;
    const end = source.lineEnd(from);
    for (let at = Math.max(from, 0); at < end; at++) {
      if (this.charAt(at) === HASH && isBlank(this.charAt(at - 1))) return this.span(at, place, row);
    }
    return undefined;
  }

  /** A comment behind a value, or behind the brackets that close behind it: it is of what ends last. */
  private commentBehind(row: NodeId): Span | undefined {
    const { table } = this.tree;
    let at = table.get(row, END);
    for (const node of this.trail.inwardOut()) {
      // The brackets around a value close behind it, and are the ends of what stands around it.
      if (node !== row && (!table.has(node, FLOW) || table.get(node, END) <= at)) continue;
      if (node !== row) at = table.get(node, END);
      at = this.skipBlanks(at, COMMA);
      const c = this.charAt(at);
      if (c === HASH) return this.span(at, 'value', node);
      if (c !== CLOSE_BRACE && c !== CLOSE_BRACKET) return undefined;
    }
    return undefined;
  }

  private span(start: number, place: CommentPlace, node: NodeId): Span {
    return { start, end: this.tree.source.lineEnd(start), place, node };
  }

  private skipBlanks(from: number, also: number = SPACE): number {
    let at = from;
    for (let c = this.charAt(at); isBlank(c) || c === also; c = this.charAt(at)) at++;
    return at;
  }

  private charAt(at: number): number {
    return this.tree.source.text.charCodeAt(at);
  }
}

function isBlank(c: number): boolean {
  return c === SPACE || c === TAB;
}
