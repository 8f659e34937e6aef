import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { Data } from './run';

const EXAMPLES = join(__dirname, '../../Kptfile-examples');

/** The packages that show an intent in each of the shapes. */
export const SHAPE_PACKAGES = readdirSync(EXAMPLES).filter(
  name => name.startsWith('expectation-to-bundle') && !name.endsWith('-outputs'),
);

/** The objects of such a package, without its Kptfile, as kpt sends them. */
export function objectsOf(name: string): Data[] {
  const folder = join(EXAMPLES, name);
  const files = readdirSync(folder).filter(file => file.endsWith('.yaml'));
  return files.flatMap(file =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map(document => document.toJS()),
  );
}

/** The intents in these objects, without what carries them: the spec of an Intent, the JSON of a ConfigMap. */
export function intentsOf(objects: readonly Data[]): Data[] {
  return objects.flatMap(({ spec, data }) => spec ?? Object.values<string>(data).map(text => parse(text)));
}

/** The same objects, each with another intent in it. */
export function withIntents(objects: readonly Data[], intents: readonly Data[]): string[] {
  return objects.map((object, i) => {
    if (object.spec) return JSON.stringify({ ...object, spec: intents[i] });
    const data = Object.fromEntries(Object.keys(object.data).map(key => [key, JSON.stringify(intents[i])]));
    return JSON.stringify({ ...object, data });
  });
}
