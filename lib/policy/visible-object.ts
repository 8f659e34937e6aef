import { isBookkeeping } from '../krm/annotations';
import type { KubeObject } from '../krm/kube-object';
import { isMap, type YamlMap } from '../yaml/value';

/** An object as it reaches a cluster: without the annotations by which kpt finds its file. */
export function visibleObject(object: KubeObject): YamlMap {
  const value = object.toJS();
  if (!isMap(value)) return {};
  const { metadata } = value;
  if (!isMap(metadata) || !isMap(metadata.annotations)) return value;
  const { annotations, ...rest } = metadata;
  const own = Object.entries(annotations).filter(([key]) => !isBookkeeping(key));
  const isEmptied = own.length === 0 && Object.keys(annotations).length > 0;
  return { ...value, metadata: isEmptied ? rest : { ...rest, annotations: Object.fromEntries(own) } };
}
