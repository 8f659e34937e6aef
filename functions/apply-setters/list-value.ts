import { YamlDocument } from '../../lib/yaml/document';
import type { WrittenItem } from '../../lib/yaml/edit/list-items';
import { YamlError } from '../../lib/yaml/errors';

/** The list that a setter's text says in YAML (an empty text: none); undefined where it says something else. */
export function parseList(text: string): WrittenItem[] | undefined {
  if (text === '') return [];
  try {
    const document = new YamlDocument(Buffer.from(text));
    return document.problems.length > 0 ? undefined : document.writtenItems();
  } catch (error) {
    if (error instanceof YamlError) return undefined;
    throw error;
  }
}
