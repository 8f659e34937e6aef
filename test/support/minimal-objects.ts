import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { YamlMap } from '../../lib/yaml/value';

const FOLDER = join(__dirname, 'minimal-objects');

/**
 * Objects that say as little as the API server takes, or as much as its defaults depend on, each named after what it shows;
 * in the order of their files.
 */
export function readMinimalObjects(): YamlMap[] {
  const files = readdirSync(FOLDER).sort();
  return files.flatMap(file => {
    const documents = parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8'));
    return documents.map(document => document.toJS() as YamlMap);
  });
}
