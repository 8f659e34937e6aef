import { KubeObject } from '../krm/kube-object';
import { YamlDocument } from '../yaml/document';
import { isMap, type YamlMap } from '../yaml/value';
import { blockText } from '../yaml/write/render';
import type { SchemaCatalog } from './catalog';
import { checkObject } from './check-object';
import type { SchemaFinding } from './walk';

/** All that the API server does not allow in an object that is kept as data; nothing, where nobody knows its kind. */
export function checkData(value: YamlMap, catalog: SchemaCatalog): SchemaFinding[] {
  const { apiVersion, kind, metadata } = value;
  const known = catalog.kindOf({ apiVersion: String(apiVersion), kind: String(kind) });
  if ('message' in known) {
    return known.isBuiltIn ? [{ code: 'VALUE_INVALID', path: ['apiVersion'], message: known.message }] : [];
  }
  const document = new YamlDocument(Buffer.from(`${blockText(value)}\n`));
  return checkObject(new KubeObject(document, document.root), known, isMap(metadata) ? metadata : {});
}
