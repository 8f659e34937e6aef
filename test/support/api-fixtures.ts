import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Path } from '../../lib/yaml/path';
import { cloneValue, setInside, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** The fixtures of the API server's rules: lib/schema/api-server/fixtures, whose README says how they are written. */

const FOLDER = join(__dirname, '../../lib/schema/api-server/fixtures');

/** A change of the fixture's good object. */
export interface FixtureCase {
  /** What the change shows. */
  name: string;
  object: YamlMap;
}

/** A change that the API server refuses. */
export interface RefusedCase extends FixtureCase {
  rule: string;
  /** Where we find it. */
  fields: string[];
  /** Where the API server does. */
  serverFields: string[];
}

export interface ApiFixture {
  name: string;
  /** The object, which the API server takes. */
  good: YamlMap;
  accepted: FixtureCase[];
  refused: RefusedCase[];
}

interface Change {
  set?: Record<string, YamlValue>;
  /** What it shows, where the change itself does not. */
  shows?: string;
}

interface Refused extends Change {
  rule: string;
  at?: string | string[];
  server?: string | string[];
}

/** All fixtures, sorted by name. */
export function readApiFixtures(): ApiFixture[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => readFixture(basename(file, '.yaml'), readFileSync(join(FOLDER, file), 'utf8')));
}

function readFixture(name: string, text: string): ApiFixture {
  const { good, accepted = [], refused = [] } = parse(text) as {
    good: YamlMap;
    accepted?: Change[];
    refused?: Refused[];
  };
  return {
    name,
    good,
    accepted: accepted.map(change => caseOf(good, change)),
    refused: refused.map(({ rule, at, server, ...change }) => {
      const fields = [at ?? Object.keys(change.set ?? {})].flat();
      const { object, name: shows } = caseOf(good, change);
      return { rule, object, name: `${rule}: ${shows}`, fields, serverFields: [server ?? fields].flat() };
    }),
  };
}

function caseOf(good: YamlMap, { set = {}, shows }: Change): FixtureCase {
  const changes = Object.entries(set);
  const object = changes.reduce(
    (changed, [path, value]) => setInside(changed, parsePath(path), value),
    cloneValue(good),
  ) as YamlMap;
  const what = changes.map(([path, value]) => `${path}: ${JSON.stringify(value)}`).join(', ');
  return { object, name: shows === undefined ? what : `${shows} (${what})` };
}

/** Reads `spec.ports[0]["a key"]`, as it stands in results. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? '') : JSON.parse(`"${quoted}"`);
  });
}
