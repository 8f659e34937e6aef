import type { Path } from '../../lib/yaml/path';
import { cloneValue, isMap, setInside, valueInside, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** Objects that are a little wrong, or right in another way: as people and templates write them. */

export interface Mutation {
  /** `replace spec.replicas: 3 → "3"`. */
  name: string;
  object: YamlMap;
}

/** Numbers that look random, the same ones for a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words, names and texts that one finds where others belong. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  'a',
  'A',
  'Always',
  'always',
  'Never',
  'None',
  'none',
  'a.b',
  'a_b',
  'a b',
  'a/b',
  '-a',
  '/',
  '/a/../b',
  '../a',
  '*',
  '*.example.com',
  'example.com/',
  '80',
  '0',
  '-1',
  '25%',
  '125%',
  '%',
  '1.5',
  '10Mo',
  '1Gi',
  '-1Gi',
  '100m',
  '10.0.0.0/8',
  '10.0.0.300',
  '::1',
  'http',
  'tcp',
  'TCP',
  'a'.repeat(64),
  `${'a'.repeat(63)}.b`,
  'a'.repeat(254),
  'ä',
  'true',
  '2026-01-31T12:00:00Z',
  '2026-01-31',
  '@daily',
];
const NUMBERS: readonly number[] = [-1, 0, 1, 2, 16, 1.5, 100, 101, 65535, 65536, 2 ** 31, 2 ** 40, 1e20];
const KEYS: readonly string[] = ['extra', 'a_b', 'a b', 'example.com/', 'cpu', 'Name', 'a'.repeat(64), '-'];

type Random = () => number;
type Mutator = (value: YamlValue, random: Random, object: YamlMap) => YamlValue | undefined;

const pick = <T>(items: readonly T[], random: Random): T => items[Math.floor(random() * items.length)] as T;

/** Each gives what is to stand in place of a value; undefined where it has nothing for it. */
const MUTATORS: Record<string, Mutator> = {
  text: (value, random) => (typeof value === 'string' ? pick(TEXTS, random) : undefined),
  'change case': value => (typeof value === 'string' ? swapCase(value) : undefined),
  'add a letter': (value, random) =>
    typeof value === 'string' ? value + pick(['x', '-', ' ', '.'], random) : undefined,
  number: (value, random) => (typeof value === 'number' ? pick(NUMBERS, random) : undefined),
  'number as text': value => (typeof value === 'number' ? String(value) : undefined),
  'text as number': (value, random) => (typeof value === 'string' ? pick(NUMBERS, random) : undefined),
  'other boolean': value => (typeof value === 'boolean' ? !value : undefined),
  'boolean as text': value => (typeof value === 'boolean' ? String(value) : undefined),
  'text as boolean': value => (typeof value === 'string' ? true : undefined),
  null: () => null,
  'empty list': value => (Array.isArray(value) ? [] : undefined),
  'empty mapping': value => (isMap(value) ? {} : undefined),
  'list for one': value => (isMap(value) || typeof value === 'string' ? [cloneValue(value)] : undefined),
  'one for list': value => (Array.isArray(value) && value.length > 0 ? cloneValue(value[0] ?? null) : undefined),
  'item twice': value =>
    Array.isArray(value) && value.length > 0 ? [...value, cloneValue(value[0] ?? null)] : undefined,
  'null item': value => (Array.isArray(value) ? [...value, null] : undefined),
  'items reversed': value => (Array.isArray(value) && value.length > 1 ? [...value].reverse() : undefined),
  'unknown field': (value, random) => (isMap(value) ? { ...value, [pick(KEYS, random)]: 'x' } : undefined),
  label: (value, random) =>
    isMap(value) && isMap(value.labels)
      ? { ...value, labels: { ...value.labels, [pick(KEYS, random)]: 'x' } }
      : undefined,
  'field misspelt': (value, random) => renameKey(value, random, key => `${key}s`),
  'field in other case': (value, random) => renameKey(value, random, swapCase),
  'field deleted': (value, random) => renameKey(value, random, () => undefined),
  'value from elsewhere': (value, random, object) => {
    const others = places(object).map(path => valueInside(object, path) ?? null);
    return cloneValue(
      pick(
        others.filter(other => typeof other === typeof value && other !== value),
        random,
      ) ?? null,
    );
  },
};

/** Those that an object often survives: others would leave too few objects that are taken. */
const GENTLE = ['add a letter', 'field deleted', 'items reversed', 'label', 'number', 'null', 'other boolean'];

/** A mutation of an object: of one of its values, at times of two. */
export function mutate(good: YamlMap, random: Random): Mutation {
  const names: string[] = [];
  const object = cloneValue(good) as YamlMap;
  for (let left = random() < 0.15 ? 2 : 1; left > 0; ) {
    // A field is known by its path without its end: apiVersion and kind say what the object is.
    const path = pick(places(object), random);
    const operator = pick(random() < 0.6 ? GENTLE : Object.keys(MUTATORS), random);
    const before = valueInside(object, path) ?? null;
    const after = MUTATORS[operator]?.(before, random, object);
    if (after === undefined) continue;
    setInside(object, path, after);
    names.push(`${operator} at ${path.join('.')}: ${brief(before)} → ${brief(after)}`);
    left--;
  }
  return { name: names.join('; '), object };
}

/** The paths of all values, but for what tells the object's kind. */
function places(value: YamlValue, path: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, i) => places(item, [...path, i]))
    : isMap(value)
      ? Object.entries(value).flatMap(([key, entry]) => places(entry, [...path, key]))
      : [];
  const isIdentity = path.length === 0 || (path.length === 1 && (path[0] === 'apiVersion' || path[0] === 'kind'));
  return isIdentity ? inner : [path, ...inner];
}

function swapCase(text: string): string {
  const first = text.charAt(0);
  return (first === first.toLowerCase() ? first.toUpperCase() : first.toLowerCase()) + text.slice(1);
}

function renameKey(
  value: YamlValue,
  random: Random,
  rename: (key: string) => string | undefined,
): YamlValue | undefined {
  if (!isMap(value) || Object.keys(value).length === 0) return undefined;
  const chosen = pick(Object.keys(value), random);
  const entries = Object.entries(value).flatMap(([key, entry]): [string, YamlValue][] => {
    const name = key === chosen ? rename(key) : key;
    return name === undefined ? [] : [[name, entry]];
  });
  return Object.fromEntries(entries);
}

function brief(value: YamlValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
