import type { YamlMap } from '../../lib/yaml/value';
import { blockText } from '../../lib/yaml/write/render';
import type { Json } from '../support/styled-yaml';

/** Parts of what catalog functions are given. */

export type JsonMap = { [key: string]: Json };

const PATH = 'config.kubernetes.io/path';
export const LOCAL: JsonMap = { 'config.kubernetes.io/local-config': 'true' };

/** A body with metadata, in the order people write it; its place in the list makes its name and its file its own. */
export function placed([{ apiVersion, kind, ...rest }, metadata]: [JsonMap, JsonMap], i: number): JsonMap {
  const annotations = { ...(metadata.annotations as JsonMap), [PATH]: `f${i}.yaml` };
  return {
    apiVersion: apiVersion as Json,
    kind: kind as Json,
    metadata: { name: `x-${i}`, ...metadata, annotations },
    ...rest,
  };
}

/** An object as kyaml writes it, for an example. `metadata` says more than its name and file. */
export function document(apiVersion: string, kind: string, rest: JsonMap = {}, metadata: JsonMap = {}): string {
  const name = (metadata.name as string) ?? 'example';
  const annotations = { ...(metadata.annotations as JsonMap), [PATH]: `${kind}-${name}.yaml` };
  return blockText({ apiVersion, kind, metadata: { name, ...metadata, annotations }, ...rest } as YamlMap);
}

/** A function config. */
export function configMapOf(data: JsonMap, name = 'function-input'): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}
