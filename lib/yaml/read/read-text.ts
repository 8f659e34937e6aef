import { offGrammar, YamlError, type YamlProblem } from '../errors';
import { MERGE_KEY, MERGES, type NodeId, NodeTable } from '../node-table';
import type { SourceText } from '../source';
import { BlockReader } from './block';
import {
  COLON,
  CR,
  DASH,
  HASH,
  isDocumentMarker,
  isSeparator,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  skipSpaces,
} from './characters';
import type { Composer } from './compose';
import { KeyWatch } from './keys';

export interface ReadText {
  table: NodeTable;
  root: NodeId;
  /** What is wrong in parts of a text that could be read nevertheless: duplicate keys, aliases without anchor … */
  problems: YamlProblem[];
}

/**
 * Reads a text into rows. The fast reader does it, except for entries of the root mapping, and items of the
 * sequences in them, that are off its grammar: those are read by the slow path, each on its own, so that one odd
 * resource does not slow down ten thousand others.
 *
 * Throws `YamlError` where the text is empty, broken, or holds several documents.
 */
export function readText(source: SourceText): ReadText {
  return new TextReader(source).read();
}

/** The row of the root: the first one. */
const ROOT: NodeId = 0;

class TextReader extends BlockReader {
  private readonly composer: () => Composer;

  constructor(
    readonly text: SourceText,
    private readonly rows = new NodeTable(text.text.length),
    private readonly problems: YamlProblem[] = [],
    private readonly watch = new KeyWatch(text, rows, problems),
  ) {
    super(text, rows, watch);
    let composer: Composer | undefined;
    this.composer = () => {
      composer ??= createComposer(text, rows, watch, problems);
      return composer;
    };
  }

  read(): ReadText {
    let root: NodeId;
    try {
      root = this.readFast();
    } catch (error) {
      if (error !== offGrammar && !(error instanceof YamlError && error.problem.code === 'SYNTAX')) throw error;
      this.forget(0, 0, 0);
      root = this.readSlowly();
    }
    this.refuseSecondDocument();
    return { table: this.rows, root, problems: this.problems };
  }

  protected override readOuterEntry(base: number, column: number): NodeId {
    const id = this.isolate(
      () => this.readEntry(base, column, 0),
      (start, end) => this.composer().entry(start, end, base, 0),
      column,
    );
    if (this.rows.has(id, MERGE_KEY)) this.rows.mark(ROOT, MERGES);
    return id;
  }

  protected override readOuterItem(column: number, depth: number): NodeId {
    return this.isolate(
      () => this.readItem(column, depth),
      (start, end) => this.composer().item(start, end, depth),
      column,
    );
  }

  private readFast(): NodeId {
    this.nextLine(this.text.start);
    if (this.marker >= 0) this.skipDocumentStart();
    if (!this.more) throw this.text.error('EMPTY', 'the text is empty', 0);
    const root = this.rows.add();
    if (this.isFlowCollection()) this.readFlowRoot(root);
    else this.readNested(root, 0);
    if (this.more) throw offGrammar;
    return root;
  }

  private readSlowly(): NodeId {
    this.marker = -1;
    try {
      return this.composer().document(this.text.start);
    } catch (error) {
      if (error !== offGrammar) throw error;
      throw this.text.error('SYNTAX', 'the text is no YAML that can be read', this.text.start);
    }
  }

  /** One `---` line may stand before the document. */
  private skipDocumentStart(): void {
    const { text } = this.text;
    const marker = this.marker;
    if (text.charCodeAt(marker) !== DASH) throw offGrammar;
    const behind = skipSpaces(text, marker + 3);
    if (this.text.lineEnd(marker) !== behind) throw offGrammar;
    this.marker = -1;
    this.nextLine(text.indexOf('\n', marker) + 1 || text.length);
  }

  private refuseSecondDocument(): void {
    if (this.marker < 0) return;
    const { text } = this.text;
    const offset = this.marker;
    this.marker = -1;
    const behind = skipSpaces(text, offset + 3);
    const isAlone = behind === this.text.lineEnd(offset) || text.charCodeAt(behind) === HASH;
    if (!isAlone && text.charCodeAt(offset) !== DASH) {
      throw this.text.error('SYNTAX', 'only a comment can stand behind `...`', behind);
    }
    this.nextLine(text.indexOf('\n', offset) + 1 || text.length);
    if (isAlone && !this.more && this.marker < 0) return;
    throw this.text.error('MULTIPLE_DOCUMENTS', 'a second document follows (`---`): give one document', offset);
  }

  /** Runs the fast reader on one part; where it gives up, the slow path reads the lines of that part. */
  private isolate(fast: () => NodeId, slow: (start: number, end: number) => NodeId, column: number): NodeId {
    const { at, indent } = this;
    const rows = this.rows.length;
    const base = this.watch.open();
    const known = this.problems.length;
    try {
      return fast();
    } catch (error) {
      if (error !== offGrammar) throw error;
    }
    this.forget(rows, base, known);
    this.more = true;
    this.at = at;
    this.indent = indent;
    const start = this.text.lineStart(at);
    // A part that starts behind a dash has no line of its own.
    if (skipSpaces(this.text.text, start) !== at) throw offGrammar;
    const end = this.endOfPart(at, column);
    const id = slow(start, end);
    this.nextLine(end);
    return id;
  }

  private forget(rows: number, base: number, known: number): void {
    this.rows.rollback(rows);
    this.watch.abandon(base);
    this.problems.length = known;
  }

  /** The start of the first line behind the part at `at` that is indented by `column` or less. */
  private endOfPart(at: number, column: number): number {
    const { text } = this.text;
    const isItem = this.isDash();
    for (let line = text.indexOf('\n', at) + 1; line > 0; line = text.indexOf('\n', line) + 1) {
      const content = skipSpaces(text, line);
      if (content - line > column || this.isBlankOrComment(content)) continue;
      // A compact sequence stands at the column of its key, the colon of an explicit key (`?`) too: both belong to it.
      const c = text.charCodeAt(content);
      const belongs = (c === DASH || c === COLON) && isSeparator(text.charCodeAt(content + 1));
      if (isItem || content - line < column || !belongs || isDocumentMarker(text, line)) return line;
    }
    return text.length;
  }

  private isBlankOrComment(at: number): boolean {
    const c = this.text.text.charCodeAt(at);
    return c === LF || c === CR || c === HASH;
  }

  private isFlowCollection(): boolean {
    const c = this.text.text.charCodeAt(this.at);
    return c === OPEN_BRACE || c === OPEN_BRACKET;
  }
}

/** `yaml` is loaded only where the fast grammar ends. */
function createComposer(...parts: ConstructorParameters<typeof Composer>): Composer {
  const module: typeof import('./compose') = require('./compose');
  return new module.Composer(...parts);
}
