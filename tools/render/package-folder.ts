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

/** The objects of a YAML file; one with nothing but comments has none. */
export function readObjects(file: string): KubeObject[] {
  return readFileSync(file, 'utf8')
    .split(/^---$/m)
    .filter(text => /^[^#\s]/m.test(text))
    .map(text => {
      const document = new YamlDocument(Buffer.from(text));
      return new KubeObject(document, document.root);
    });
}
