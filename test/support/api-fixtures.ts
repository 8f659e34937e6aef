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
  /** The rule that it breaks, or nearly so. */
  rule: string | undefined;
  object: YamlMap;
}

/** A change that the API server refuses. */
export interface RefusedCase extends FixtureCase {
  rule: string;
  /** What the API server refuses: to create it in a dry run, or only to apply it, or only to create it for good. */
  asked: 'dry-run' | 'apply' | 'create';
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
  rule?: string;
}

interface Refused extends Change {
  rule: string;
  asked?: 'apply' | 'create';
  at?: string | string[];
  server?: string | string[];
}

interface FixtureText {
  good: YamlMap;
  accepted?: Change[];
  refused?: Refused[];
}

/** All fixtures, sorted by name. */
export function readApiFixtures(): ApiFixture[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => readFixture(basename(file, '.yaml'), readFileSync(join(FOLDER, file), 'utf8')));
}

function readFixture(name: string, text: string): ApiFixture {
  const { good, accepted = [], refused = [] }: FixtureText = parse(text);
  return {
    name,
    good,
    accepted: accepted.map(change => caseOf(good, change)),
    refused: refused.map(({ rule, asked, at, server, ...change }): RefusedCase => {
      const fields = [at ?? Object.keys(change.set ?? {})].flat();
      const { object, name: shows } = caseOf(good, change);
      return {
        rule,
        asked: asked ?? 'dry-run',
        object,
        name: `${rule}: ${shows}`,
        fields,
        serverFields: [server ?? fields].flat(),
      };
    }),
  };
}

function caseOf(good: YamlMap, { set = {}, shows, rule }: Change): FixtureCase {
  const changes = Object.entries(set);
  const object = changes.reduce(
    (changed, [path, value]) => setInside(changed, parsePath(path), value),
    cloneValue(good),
  ) as YamlMap;
  const what = changes.map(([path, value]) => `${path}: ${JSON.stringify(value)}`).join(', ');
  return { rule, object, name: shows === undefined ? what : `${shows} (${what})` };
}

/** Reads `spec.ports[0]["a key"]`, as it stands in results. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[]+)/g)].map(([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain ?? '') : JSON.parse(`"${quoted}"`);
  });
}
