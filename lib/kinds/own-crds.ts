import text from '../../blueprints/cluster-baseline/crds.yaml';
import { YamlDocument } from '../yaml/document';
import { isMap, type YamlMap } from '../yaml/value';

/** The CRDs of the kinds this library emits: those that the baseline brings to a cluster. */
export function ownCrds(): YamlMap[] {
  return text.split(/^---$/m).flatMap(part => {
    const document = new YamlDocument(Buffer.from(part));
    const crd = document.get(document.root, []);
    return isMap(crd) ? [crd] : [];
  });
}
