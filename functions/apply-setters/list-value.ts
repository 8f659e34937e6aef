import { YamlDocument } from '../../lib/yaml/document';
import { YamlError } from '../../lib/yaml/errors';
import type { YamlValue } from '../../lib/yaml/value';

/** The list that a setter's text says in YAML (an empty text: none); undefined where it says something else. */
export function parseList(text: string): YamlValue[] | undefined {
  if (text === '') return [];
  try {
    const document = new YamlDocument(Buffer.from(text));
    const value = document.problems.length > 0 ? undefined : document.get(document.root, []);
    return Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
