import text from '../../blueprints/cluster-baseline/crds.yaml';
import { YamlDocument } from '../yaml/document';
import { isMap, type YamlMap } from '../yaml/value';

/** The CRDs of the kinds this library emits: those that the baseline brings to a cluster. */
export function ownCrds(): YamlMap[] {
  return documents().flatMap(read);
}

/** The CRD of a kind that this library emits; undefined for others. The text of the others is not read. */
export function ownCrd(group: string, kind: string): YamlMap | undefined {
  const lines = [`  group: ${group}`, `    kind: ${kind}`];
  return documents()
    .filter(part => lines.every(line => part.includes(`\n${line}\n`)))
    .flatMap(read)
    .find(({ spec }) => isMap(spec) && spec.group === group && isMap(spec.names) && spec.names.kind === kind);
}

function documents(): string[] {
  return text.split(/^---$/m);
}

function read(part: string): YamlMap[] {
  const document = new YamlDocument(Buffer.from(part));
  const crd = document.get(document.root, []);
  return isMap(crd) ? [crd] : [];
}
