import type { Path } from '../yaml/path';
import type { KubeObject } from './kube-object';

/**
 * Fields of an object, written as results show them (`spec.interfaces[0].ipv4`, `metadata.labels["a.b/c"]`), with `[*]`
 * for every item of a list, and `[name=n3]` or `[name=n3|n4,kind=x]` for the items that have such fields.
 */
export interface FieldPattern {
  text: string;
  steps: readonly PatternStep[];
}

type PatternStep =
  | { kind: 'key'; key: string }
  | { kind: 'index'; index: number }
  | { kind: 'every' }
  | { kind: 'where'; fields: ReadonlyMap<string, readonly string[]> };

const KEY = /\.?([A-Za-z_$][\w$-]*)/y;
const QUOTED = /\[("(?:[^"\\]|\\.)*")\]/y;
const INDEX = /\[(\d+)\]/y;
const EVERY = /\[\*\]/y;
const WHERE = /\[([A-Za-z_$][\w$-]*=[^\],"]*(?:,[A-Za-z_$][\w$-]*=[^\],"]*)*)\]/y;

/** Reads a pattern; undefined where the text is none. */
export function parseFieldPattern(text: string): FieldPattern | undefined {
  const steps: PatternStep[] = [];
  let at = 0;
  while (at < text.length) {
    const found = stepAt(text, at);
    if (!found) return undefined;
    steps.push(found.step);
    at = found.end;
  }
  const [first] = steps;
  return first?.kind === 'key' && !text.startsWith('.') ? { text, steps } : undefined;
}

function stepAt(text: string, at: number): { step: PatternStep; end: number } | undefined {
  const readers: [RegExp, (matched: string) => PatternStep][] = [
    [KEY, key => ({ kind: 'key', key })],
    [QUOTED, quoted => ({ kind: 'key', key: JSON.parse(quoted) as string })],
    [INDEX, index => ({ kind: 'index', index: Number(index) })],
    [EVERY, () => ({ kind: 'every' })],
    [WHERE, conditions => ({ kind: 'where', fields: conditionsOf(conditions) })],
  ];
  for (const [pattern, read] of readers) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { step: read(match[1] ?? ''), end: pattern.lastIndex };
  }
  return undefined;
}

function conditionsOf(text: string): ReadonlyMap<string, readonly string[]> {
  const pairs = text.split(',').map(pair => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1).split('|')] as const;
  });
  return new Map(pairs);
}

/** The paths that a pattern stands for in an object; behind the last list they need not exist. */
export function matchPattern(object: KubeObject, { steps }: FieldPattern): Path[] {
  let paths: Path[] = [[]];
  for (const step of steps) {
    if (step.kind === 'key') paths = paths.map(path => [...path, step.key]);
    else if (step.kind === 'index') paths = paths.map(path => [...path, step.index]);
    else paths = paths.flatMap(path => itemsOf(object, path, step));
  }
  return paths;
}

function itemsOf(object: KubeObject, list: Path, step: Extract<PatternStep, { kind: 'every' | 'where' }>): Path[] {
  const items = Array.from({ length: object.document.length(object.node, list) }, (_, i) => [...list, i]);
  if (step.kind === 'every') return items;
  return items.filter(item =>
    [...step.fields].every(([field, texts]) => texts.includes(object.getText([...item, field]) ?? '')),
  );
}
