import { YamlDocument } from '../../../lib/yaml/document';
import { YamlError } from '../../../lib/yaml/errors';
import type { YamlValue } from '../../../lib/yaml/value';

/** The value of a JSON (or YAML) text that stands in a field; undefined where it is none. */
export function readJsonText(text: string): YamlValue | undefined {
  try {
    const document = new YamlDocument(Buffer.from(text));
    return document.get(document.root, []);
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
