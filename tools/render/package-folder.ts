import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { KubeObject } from '../../lib/krm/kube-object';
import { YamlDocument } from '../../lib/yaml/document';

/** The files below a folder, sorted, relative to it. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The objects of a YAML file. */
export function readObjects(file: string): KubeObject[] {
  return splitDocuments(readFileSync(file, 'utf8')).map(text => {
    const document = new YamlDocument(Buffer.from(text));
    return new KubeObject(document, document.root);
  });
}

/** The documents of a YAML text as they are, split where kubectl splits; those without content are left out. */
export function splitDocuments(text: string): string[] {
  return text.split(/^---(?:[ \t].*)?$/m).filter(document => /^[^#\s]/m.test(document));
}
