import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { Document, isSeq, type ParsedNode, parse, parseDocument } from 'yaml';
import { evaluate } from '../../lib/krm/function';
import { type Data, listOf } from '../support/run';
import type { CatalogFunction, CatalogPackage, Divergence } from './catalog-function';

/** What a function has made of a list. */
interface Made {
  exitCode: number | null;
  stdout: string;
}

/** An item, found by the file it is from, as a function may rename it. */
interface Item {
  text: string;
  data: Data;
}

/** Gives a package to both functions, and says where they do not agree. */
export function divergences(
  { ours, keepsLayout }: CatalogFunction,
  binary: string,
  { documents, config, isCanonical }: CatalogPackage,
): Divergence[] {
  const input = listOf(documents, config);
  const { stdout, exitCode } = evaluate(ours, Buffer.from(input));
  const made = [{ stdout: stdout.toString(), exitCode }, runGo(binary, input)] as const;
  const itemTexts = keepsLayout ? itemTextsOf : itemTextsInOneLayout;
  return new Comparison(input, ...made, isCanonical ? itemTexts : undefined).all();
}

function runGo(binary: string, input: string): Made {
  const { status, stdout, error } = spawnSync(binary, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (error) throw error;
  // kpt could not read it either.
  const isYaml = parseDocument(stdout, { schema: 'failsafe', logLevel: 'silent' }).errors.length === 0;
  return { exitCode: status, stdout: isYaml ? stdout : '' };
}

/** Dates, `0777` and the like may mean anything, as long as both have the same. */
const read = (text: string): Data => parse(text, { schema: 'failsafe', logLevel: 'silent' });

class Comparison {
  private readonly given: Data;
  private readonly codes: string[];
  private readonly found: Divergence[] = [];

  constructor(
    private readonly input: string,
    private readonly ours: Made,
    private readonly theirs: Made,
    private readonly itemTexts: ((list: string) => string[]) | undefined,
  ) {
    this.given = read(input);
    this.codes = (read(ours.stdout)?.results ?? []).map((result: Data) => result.tags.code);
  }

  all(): Divergence[] {
    const [ours, theirs] = [this.ours.stdout !== '', this.theirs.stdout !== ''];
    if (!ours || !theirs) {
      if (ours !== theirs) this.add({ what: 'failure', ours, theirs });
      return this.found;
    }
    this.compare('exit code', this.ours.exitCode, this.theirs.exitCode);
    this.compare('severities', severities(this.ours.stdout), severities(this.theirs.stdout));
    // kpt drops what comes out of a failure.
    if (this.ours.exitCode === 0 && this.theirs.exitCode === 0) this.compareItems();
    return this.found;
  }

  private compareItems(): void {
    const lists = [this.input, this.ours.stdout, this.theirs.stdout];
    const [before, ours, theirs] = lists.map(list => itemsByFile(list, this.itemTexts?.(list)));
    this.compare('items', [...(ours?.keys() ?? [])].sort(), [...(theirs?.keys() ?? [])].sort());
    for (const [file, own] of ours ?? []) {
      const other = theirs?.get(file);
      const item = before?.get(file)?.data;
      if (!other) continue;
      const count = this.found.length;
      this.compareValues(own.data, other.data, [], item);
      const isSame = this.found.length === count;
      if (isSame) this.compare('text', own.text, other.text, item);
    }
  }

  private compareValues(ours: Data, theirs: Data, path: readonly string[], item: Data): void {
    if (isDeepStrictEqual(ours, theirs)) return;
    if (!isCollection(ours) || !isCollection(theirs) || Array.isArray(ours) !== Array.isArray(theirs)) {
      this.add({ what: 'value', ours, theirs, path, item });
      return;
    }
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
      this.compareValues(ours[key], theirs[key], [...path, key], item);
    }
  }

  private compare(what: Divergence['what'], ours: Data, theirs: Data, item?: Data): void {
    if (!isDeepStrictEqual(ours, theirs)) this.add({ what, ours, theirs, item });
  }

  private add(divergence: Pick<Divergence, 'what' | 'ours' | 'theirs'> & Partial<Divergence>): void {
    const { items, functionConfig: config } = this.given;
    this.found.push({ path: [], item: undefined, items: items ?? [], config, codes: this.codes, ...divergence });
  }
}

function isCollection(value: Data): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Which severities a list's results have: not how many, as a function may say in one result what another says in five.
 * An old framework groups them under a name, and leaves info out.
 */
function severities(list: string): string[] {
  const { results = [] } = read(list);
  const all: Data[] = Array.isArray(results) ? results : (results.items ?? []);
  return [...new Set(all.map(({ severity = 'info' }) => severity))].sort();
}

function itemsByFile(list: string, texts: readonly string[] | undefined): Map<string, Item> {
  const data: Data[] = read(list).items ?? [];
  return new Map(
    data.map((item, i) => [
      item.metadata.annotations['config.kubernetes.io/path'],
      { data: item, text: texts?.[i] ?? '' },
    ]),
  );
}

function itemTextsOf(list: string): string[] {
  const start = list.indexOf('\nitems:\n') + '\nitems:\n'.length;
  const end = /^(?:functionConfig|results):/m.exec(list.slice(start))?.index ?? list.length - start;
  return list.slice(start, start + end).split(/^(?=- )/m);
}

/** Written anew, with the comments and the styles of scalars: only white space is lost. */
function itemTextsInOneLayout(list: string): string[] {
  const items = parseDocument(list, { schema: 'failsafe', logLevel: 'silent' }).get('items');
  if (!isSeq(items)) return [];
  return items.items.map(item => {
    const document = new Document(null, { schema: 'failsafe' });
    document.contents = item as ParsedNode;
    return document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false });
  });
}
