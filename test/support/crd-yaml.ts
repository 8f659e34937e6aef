import { YamlDocument } from '../../lib/yaml/document';
import type { YamlValue } from '../../lib/yaml/value';

export function readYaml(text: string): YamlValue {
  const document = new YamlDocument(Buffer.from(text));
  return document.get(document.root, []) ?? null;
}
