import type { Finding, Report } from '../../lib/krm/report';
import type { WrittenItem } from '../../lib/yaml/edit/list-items';
import { fieldSet, listPattern, misplaced, noList, notEdited, valuesMissing, valuesUnresolved } from './findings';
import { parseList } from './list-value';
import { resolvePattern, soleName } from './pattern';
import type { SetterComment } from './setter-comments';

/** A report shows no more infos than that and a few others: the first changes stand for all. */
const MOST_LISTED = 80;

/** Gives fields the values of the setters in their comments, and reports what stands in the way. */
export class SetterApplication {
  /** The number of fields that given setters stand for, and of those that got another value. */
  fields = 0;
  changed = 0;
  /** The first of those: true only of a run without errors. */
  readonly changes: Finding[] = [];
  /** Each setter that lists have is read as a list once. */
  private readonly lists = new Map<string, WrittenItem[] | undefined>();

  constructor(
    private readonly setters: ReadonlyMap<string, string>,
    private readonly report: Report,
  ) {}

  apply(comments: readonly SetterComment[]): void {
    let list: SetterComment | undefined;
    for (const comment of comments) {
      const isMeant = comment.pattern.names.some(name => this.setters.has(name));
      if (!isMeant || (list && isInside(comment, list))) continue;
      if (comment.target === 'list') {
        list = comment;
        this.setList(comment);
      } else if (comment.target === 'scalar') this.setScalar(comment);
      else this.report.warning(misplaced(comment, comment.target));
    }
  }

  private setScalar(comment: SetterComment): void {
    const { object, node, pattern, isProtected } = comment;
    const present = object.document.getText(node, []) ?? '';
    const resolved = resolvePattern(pattern, this.setters, present);
    if (isProtected) this.leave(comment, 'text' in resolved && resolved.text === present);
    else if ('missing' in resolved) this.report.error(valuesMissing(comment, resolved.missing, present));
    else if ('unresolved' in resolved) this.report.error(valuesUnresolved(comment, resolved.unresolved));
    else this.note(comment, object.document.rewrite(node, resolved.text), resolved.text, present);
  }

  private setList(comment: SetterComment): void {
    const { object, node, pattern, isProtected } = comment;
    const name = soleName(pattern);
    const value = this.setters.get(name ?? '') ?? '';
    const items = name === undefined ? undefined : this.listOf(value);
    const before = object.document.length(node, []);
    if (isProtected) this.leave(comment, items !== undefined && object.document.hasItems(node, items));
    else if (name === undefined) this.report.error(listPattern(comment));
    else if (!items) this.report.error(noList(comment, value));
    else this.note(comment, object.document.setList(node, items), items.length, before);
  }

  private listOf(text: string): WrittenItem[] | undefined {
    if (!this.lists.has(text)) this.lists.set(text, parseList(text));
    return this.lists.get(text);
  }

  private leave(comment: SetterComment, isSame: boolean): void {
    this.fields++;
    if (!isSame) this.report.warning(notEdited(comment));
  }

  /** `now`, `before`: texts, or the numbers of items of a list. */
  private note(comment: SetterComment, isChanged: boolean, now: string | number, before: string | number): void {
    this.fields++;
    if (!isChanged) return;
    this.changed++;
    if (this.changes.length < MOST_LISTED) this.changes.push(fieldSet(comment, now, before));
  }
}

/** The items of a list that is set are those of its setter: comments behind the old ones mean nothing any more. */
function isInside({ object, path }: SetterComment, list: SetterComment): boolean {
  const isDeeper = list.object === object && path.length > list.path.length;
  return isDeeper && list.path.every((step, i) => step === path[i]);
}
